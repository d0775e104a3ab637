import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { blockQuote, discordText, plain, safeAddress } from '#src/discord/discord-text.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { REAL_CORPUS } from '../fixtures/fixture-index.js';

const { articles } = await readCorpus(REAL_CORPUS, '2026-11-22');

/** What Discord would ping or show as a mention. */
export const MENTION = /@everyone|@here|<(?:@[!&]?|#|\/|t:|a?:\w)\d*|<id:/;
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...[
          '@everyone',
          '@here',
          '<@123456789012345678>',
          '<@&223456789012345678>',
          '<#323456789012345678>',
          '**',
          '~~',
        ],
        ...[
          '`',
          '```',
          '||',
          '\n> ',
          '\n>>> ',
          '\n# ',
          '\n-# ',
          '\n- ',
          '\n1. ',
          '[a](https://b.example)',
          'https://c.example/x_y*z',
        ],
        ...[
          '\\',
          '\\\\',
          '<',
          '>',
          '\r',
          '\u2028',
          '\u202e',
          '&lt;',
          '&#64;',
          '<b>',
          '[x]: https://d.example',
          '\n\n---\n',
          '\n\n    ',
        ],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What a reader sees of escaped text. */
const unescape = (text: string) => text.replaceAll('@\u200b', '@').replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
/** Letters and digits alone: white space and marks are for the form. */
const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');

describe('text letter for letter', () => {
  test.each([
    ['*stars* and _lines_', String.raw`\*stars\* and \_lines\_`],
    ['# no heading', String.raw`\# no heading`],
    ['-# no small print', String.raw`\-# no small print`],
    ['> no quote', String.raw`\> no quote`],
    ['1. no list', String.raw`1\. no list`],
    ['a - b > c # d', 'a - b > c # d'],
    ['[no](https://link.example)', String.raw`\[no\](https://link.example)`],
    ['two\nlines', 'two lines'],
    ['hello @everyone', 'hello @\u200beveryone'],
    ['<@1> <#2> </a:3> <t:4>', String.raw`\<@${'\u200b'}1> \<#2> \</a:3> \<t:4>`],
  ])('%j', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test('loses nothing and mentions nobody, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = plain(text);
        expect(letters(unescape(shown))).toBe(letters(text));
        expect(shown).not.toMatch(/\n/);
        expect(unescape(shown).length === 0 || !/(?<!\\)(?:\\\\)*<[@#/:t]/.test(shown)).toBe(true);
        expect(shown).not.toMatch(/@(?:everyone|here|[!&]?\d)/);
      }),
    );
  });
});

describe('Markdown of the corpus', () => {
  test.each([
    ['emphasis', '*a* and **b** and ***c***', '*a* and **b** and ***c***'],
    ['a list', '- a\n- b\n  - c', '- a\n- b\n  - c'],
    ['a list with numbers', '3. a\n4. b', '3. a\n4. b'],
    ['a list behind its line', 'Signs:\n\n- a\n- b', 'Signs:\n\n- a\n- b'],
    ['a link', '[page](https://a.example/x)', '[page](<https://a.example/x>)'],
    ['a link by name', '[page][1]\n\n[1]: https://a.example/', '[page](<https://a.example/>)'],
    ['a plain address', 'see https://a.example/x_y.', 'see <https://a.example/x_y>.'],
    ['an address in brackets', '<https://a.example/>', '<https://a.example/>'],
    ['an address that could end its link', '[x](<https://a.example/)b>)', '[x](<https://a.example/%29b>)'],
    ['wrapped lines', 'one\ntwo', 'one two'],
    ['a line that is meant to break', 'one  \ntwo', 'one\ntwo'],
    ['code', '`a*b`', '`a*b`'],
    ['a quote', '> a *b*', 'a *b*'],
    ['HTML as it is typed', 'a <b>c</b>', String.raw`a \<b>c\</b>`],
    ['entities', '&lt;@1&gt; &#64;everyone', String.raw`\<@${'\u200b'}1> @${'\u200b'}everyone`],
  ])('%s', (_, markdown, shown) => {
    expect(discordText(markdown)).toBe(shown);
  });

  test.each(['javascript:alert(1)', 'http://a.example/', 'https://user:secret@a.example/', 'nonsense'])(
    'leaves the address %s out',
    (url) => {
      expect(safeAddress(url)).toBeNull();
      expect(discordText(`[words](${url})`)).toBe('words');
    },
  );

  test('mentions nobody, whatever it is, and every line of it stays in its quote', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = blockQuote(discordText(text));
        expect(shown.split('\n').every((line) => line.startsWith('> '))).toBe(true);
        expect(shown).not.toMatch(/[\r\u2028\u2029\u202a-\u202e]/);
        expect(shown).not.toMatch(/@(?:everyone|here|[!&]?\d)/);
      }),
    );
  });

  test('has every word of the passages of the library, and no other', () => {
    for (const { passages } of articles) {
      const { text } = passages[0]!;
      const shown = discordText(text)
        .replace(/\]\(<[^>]*>\)/g, ']')
        .replace(/^\d+\. /gm, '');
      expect(letters(unescape(shown))).toBe(letters(toString(fromMarkdown(text))));
    }
  });
});
