import { beforeAll, describe, expect, test } from 'vitest';
import { parseFrontMatter } from '#src/corpus/front-matter.js';
import { RefusedError } from '#src/moderation/refused-error.js';
import { ARTICLE_TEMPLATE } from '#src/moderation/template.js';
import { article, HANGING, section, WALKING } from '../fixtures/corpus-folder.js';
import { folderForFile } from '../fixtures/folders.js';
import {
  HANGING_ARTICLE,
  moderatedCorpus,
  readFiles,
  upload,
  type ModeratedCorpus,
} from '../fixtures/moderated-corpus.js';

/** A good article with words of its passage replaced. */
const saying = (words: string) => HANGING_ARTICLE.replace('an ache', `an ache ${words}`);
/** One with more lines in its front matter. */
const having = (...fields: string[]) => article({ fields, body: section('Why muscles tighten', HANGING) });
const titled = (title: string) => HANGING_ARTICLE.replace('title: A title', `title: ${title}`);
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/** What each is, its name, its content, and what the refusal says of it. */
const HOSTILE: readonly (readonly [what: string, name: string, content: string | Uint8Array, says: string | RegExp])[] =
  [
    ['a way out of the folder', '../evil.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a way out on Windows', '..\\evil.md', HANGING_ARTICLE, 'This file name cannot'],
    ['an absolute path', '/etc/cron.d/evil.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a path that is encoded', '..%2fevil.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a NUL in the name', 'evil\0.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a hidden file', '.evil.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a program', 'evil.md.exe', HANGING_ARTICLE, 'This file name cannot'],
    ['a stream of another file', 'evil.md::$DATA', HANGING_ARTICLE, 'This file name cannot'],
    ['a device of Windows', 'nul.md', HANGING_ARTICLE, 'This file name cannot'],
    ['letters of another alphabet', 'wаlking.md', HANGING_ARTICLE, 'This file name cannot'],
    ['a prototype', '__proto__.md', HANGING_ARTICLE, 'This file name cannot'],
    ['the guide of the authors', 'README.md', HANGING_ARTICLE, 'This file name cannot'],
    ['another kind of file', 'glossary.yaml', HANGING_ARTICLE, 'This file name cannot'],
    ['an endless name', `${'a'.repeat(200)}.md`, HANGING_ARTICLE, 'This file name cannot'],
    ['an article of the corpus', 'walking.md', HANGING_ARTICLE, 'There is an article "walking" (walking.md).'],
    [
      'an article of a subfolder',
      'bar-hang.md',
      HANGING_ARTICLE,
      'There is an article "bar-hang" (methods/bar-hang.md).',
    ],

    ['an archive', 'evil.md', bytes('PK', [3, 4, 20, 0, 0, 0, 8, 0]), 'This is no text file'],
    ['a program with front matter', 'evil.md', bytes([127], 'ELF', [0, 0, 1], HANGING_ARTICLE), 'This is no text file'],
    ['a NUL in the text', 'evil.md', saying('\0'), 'This is no text file'],
    ['a terminal command', 'evil.md', saying('\u001b[2J'), 'This is no text file'],
    ['UTF-16', 'evil.md', Buffer.from(`\ufeff${HANGING_ARTICLE}`, 'utf16le'), 'The file is not UTF-8'],
    ['half a letter', 'evil.md', bytes(saying(''), [0xc3]), 'The file is not UTF-8'],
    ['an overlong letter', 'evil.md', bytes(saying(''), [0xc0, 0xaf]), 'The file is not UTF-8'],
    ['a huge file', 'evil.md', saying('ouch '.repeat(20_000)), 'at most 65536 are taken'],
    ['nothing', 'evil.md', '', 'The file has no front matter'],
    ['text without front matter', 'evil.md', '# Hello\n\nHang every day.\n', 'The file has no front matter'],
    ['front matter without an end', 'evil.md', HANGING_ARTICLE.replaceAll('---', '--'), 'The file has no front matter'],
    ['a paragraph that takes Markdown minutes', 'evil.md', saying('_a*'.repeat(20_000)), 'A paragraph is longer'],

    ['an id of its own choice', 'evil.md', having('id: walking'), 'evil.md:6: unknown field "id"'],
    ['a prototype in the front matter', 'evil.md', having('__proto__: {admin: true}'), 'unknown field "__proto__"'],
    ['a constructor in the front matter', 'evil.md', having('constructor: 1'), 'unknown field "constructor"'],
    [
      'questions of another article',
      'evil.md',
      having('questions: [Should I rest or walk the day after my back flared up?]'),
      'also in corpus/',
    ],
    [
      'the title of another article',
      'evil.md',
      titled('walking after a FLARE'),
      'corpus/evil.md: the title "Walking after a flare" is that of "walking"',
    ],
    [
      'the passages of another article',
      'evil.md',
      having().replace(
        HANGING,
        'On the day after a flare, several short walks usually do more good than a day in bed. Begin with five minutes on flat ground, stop before the pain climbs, and add a minute or two each day as long as the next morning is no worse.',
      ),
      'repeats',
    ],
    [
      'a thousand questions',
      'evil.md',
      having('questions:', ...Array.from({ length: 1000 }, (_, at) => `  - why ${at}`)),
      '1000 questions; at most 60',
    ],
    ['a title without an end', 'evil.md', titled('long '.repeat(100)), 'evil.md:2: longer than one line of 100'],
    ['a title of two lines', 'evil.md', titled('|\n  One\n  # Two'), 'evil.md:2: longer than one line of 100'],
    [
      'a heading without an end',
      'evil.md',
      HANGING_ARTICLE.replace('tighten\n', `tighten ${'more '.repeat(50)}\n`),
      'a heading longer than 100',
    ],
    [
      'aliases that multiply',
      'evil.md',
      having('a: &a [x, x]', 'b: &b [*a, *a]', 'covers: *b'),
      'means something else in YAML',
    ],
    ['a thousand brackets', 'evil.md', having(`covers: ${'['.repeat(2900)}`), 'this is not valid YAML'],
    ['fields that are merged', 'evil.md', having('<<: {title: Two}'), 'unknown field "<<"'],
    ['a type of its own', 'evil.md', having('covers: !!js/function "() => 1"'), 'write a list here'],

    ['a script', 'evil.md', saying('<script>alert(1)</script>'), 'evil.md:11: HTML is not shown'],
    ['HTML in the title', 'evil.md', titled('"<b>Bold</b>"'), 'evil.md:2: HTML is not shown'],
    ['HTML in characters', 'evil.md', saying('&lt;img&gt;'), 'stands for another character'],
    ['a ping of everybody', 'evil.md', saying('@everyone'), 'would call members'],
    ['a ping of everybody here in the title', 'evil.md', titled('"Hello @here"'), 'would call members'],
    ['a ping of everybody in characters', 'evil.md', saying('&#64;everyone'), 'stands for another character'],
    ['a ping of a member', 'evil.md', saying('<@123456789012345678>'), 'would call members'],
    ['a ping of a role', 'evil.md', saying('<@&123456789012345678>'), 'would call members'],
    ['a command to press', 'evil.md', saying('</ask:123456789012345678>'), 'HTML is not shown'],
    ['a link', 'evil.md', saying('[click](https://evil.example)'), 'leads out of the corpus'],
    ['a link that runs', 'evil.md', saying('[click](javascript:alert)'), 'leads out of the corpus'],
    ['a link by its name', 'evil.md', `${saying('[click][1]')}\n[1]: //evil.example\n`, 'leads out of the corpus'],
    ['a bare address', 'evil.md', saying('see https://evil.example'), 'leads out of the corpus'],
    ['an invitation', 'evil.md', saying('discord.gg/evil'), 'leads out of the corpus'],
    ['a picture', 'evil.md', saying('![x](x.png)'), 'an image cannot be quoted'],
    ['text that runs backwards', 'evil.md', saying('\u202eerafwaraeb'), 'invisible'],
    ['letters without width', 'evil.md', saying('pa\u200bin'), 'an invisible character'],
    [
      'a source that is not there',
      'evil.md',
      having().replace('Sources: GENERAL-KNOWLEDGE', 'Sources: NOBODY'),
      'the source "NOBODY"',
    ],
  ];

const root = folderForFile();

describe('an upload is refused, and nothing is written, when it is', () => {
  let corpus: ModeratedCorpus;
  let before: Record<string, string>;

  beforeAll(async () => {
    corpus = await moderatedCorpus(root);
    before = await readFiles(corpus.folder);
  });

  test.each(HOSTILE)('%s', async (_, name, content, says) => {
    const refusal: unknown = await corpus
      .propose({ kind: 'add', upload: upload(name, content) })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedError);
    expect((refusal as RefusedError).message).toContain(says);
    expect(await readFiles(corpus.folder)).toEqual(before);
  });
});

describe('an upload is taken', () => {
  test.each([
    [
      'with a byte order mark and the line ends of Windows',
      'good.md',
      `\ufeff${HANGING_ARTICLE.replaceAll('\n', '\r\n')}`,
    ],
    ['as a text file', 'good.txt', HANGING_ARTICLE],
    ['under a name that every object has', 'constructor.md', HANGING_ARTICLE],
    ['with letters of any alphabet', 'good.md', saying('🙂 你好 naïve')],
    ['with a second section', 'good.md', article({ body: `${section('One', HANGING)}\n${section('Two', WALKING)}` })],
  ])('%s', async (_, name, content) => {
    const corpus = await moderatedCorpus();
    const review = (await corpus.propose({ kind: 'add', upload: upload(name, content) }))!;
    await corpus.publish(review.generation);
    const id = name.replace(/\.\w+$/, '');
    expect(Object.keys(await corpus.files())).toContain(`${id}.md`);
    expect((await corpus.live()).articles.get(id)!.title).toBe('A title');
    expect(await corpus.review()).toBeNull();
  });
});

test('the template is an article but for what has to be filled in', async () => {
  const problems: unknown[] = [];
  expect(
    parseFrontMatter({ file: 'a.md', text: ARTICLE_TEMPLATE }, (problem) => problems.push(problem)),
  ).not.toBeNull();
  expect(problems).toEqual([]);
  const corpus = await moderatedCorpus();
  const review = await corpus.propose({ kind: 'add', upload: upload('filled-in.md', ARTICLE_TEMPLATE) });
  expect(review!.passages.added).toBe(1);
});
