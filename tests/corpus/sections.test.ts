import { expect, test } from 'vitest';
import { passagesOf } from '#src/corpus/read-corpus.js';
import { article, corpusOf, errorsIn, HANGING, INVERTING, section, WALKING } from '../fixtures/corpus-folder.js';

async function passagesIn(body: string) {
  return passagesOf((await corpusOf({ 'a.md': article({ body }) })).articles);
}

async function errorsOf(body: string) {
  return errorsIn({ 'a.md': article({ body }) });
}

test('a passage knows its headings from the outermost to its own', async () => {
  const body = [
    section('Hanging', HANGING),
    section('Inverting', INVERTING).replace('##', '###'),
    section('Walking', WALKING),
  ].join('\n');
  expect((await passagesIn(body)).map(({ headings }) => headings)).toEqual([
    ['Hanging'],
    ['Hanging', 'Inverting'],
    ['Walking'],
  ]);
});

test('a heading without a text of its own groups the sections below it', async () => {
  const body = `## Hanging\n\n${section('Why it hurts', HANGING).replace('##', '###')}`;
  expect((await passagesIn(body)).map(({ headings }) => headings)).toEqual([['Hanging', 'Why it hurts']]);
});

test('the words of a heading come without their Markdown', async () => {
  const [passage] = await passagesIn(section('Why *hanging* from a `bar` hurts', HANGING));
  expect(passage?.headings).toEqual(['Why hanging from a bar hurts']);
});

test('the sources of a section go with its passages and are not part of them', async () => {
  const [passage] = await passagesIn(section('Why hanging hurts', HANGING, 'GENERAL-KNOWLEDGE,\n HOUSE-RULE'));
  expect(passage).toMatchObject({ text: HANGING, sources: ['GENERAL-KNOWLEDGE', 'HOUSE-RULE'] });
});

test('a passage is found again at its offsets and lines in the file', async () => {
  const { articles } = await corpusOf({
    'a.md': article({ body: section('Hanging', HANGING) + '\n' + section('Inverting', INVERTING) }),
  });
  const { text, passages } = articles[0]!;
  expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual([HANGING, INVERTING]);
  expect(passages.map(({ lines: [first, last] }) => text.split('\n').slice(first - 1, last))).toEqual([
    [HANGING],
    [INVERTING],
  ]);
});

test('a "#" line inside a code block is no heading', async () => {
  const text = `${HANGING}\n\n\`\`\`\n# not a heading\n\`\`\``;
  expect((await passagesIn(section('Hanging', text))).map((passage) => passage.text)).toEqual([text]);
});

test('a section without sources is named, and no section is missed because of it', async () => {
  const fields = ['questions: [{ ask: why, section: Hanging }]'];
  const body = `## Hanging\n\n${HANGING}\n`;
  expect(await errorsIn({ 'a.md': article({ fields, body }) })).toEqual([
    'corpus/a.md:9: the section "Hanging" names no sources. End it with an empty line and a line "Sources: KEY, KEY".',
  ]);
});

test.each([
  ['grown together with the text', `${HANGING}\nSources: HOUSE-RULE`],
  ['followed by more text', `Sources: HOUSE-RULE\n\n${HANGING}`],
])('sources that are %s are not found', async (_, text) => {
  expect(await errorsOf(`## Hanging\n\n${text}\n`)).toEqual([
    'corpus/a.md:8: the section "Hanging" names no sources. End it with an empty line and a line "Sources: KEY, KEY".',
  ]);
});

test('an empty list of sources is refused', async () => {
  expect(await errorsOf(section('Hanging', HANGING, ''))).toEqual([
    'corpus/a.md:12: the list of sources is empty. Name at least one key of sources.yaml.',
  ]);
});

test('text before the first heading is refused', async () => {
  expect(await errorsOf(`\n\nWelcome.\n\n${section('Hanging', HANGING)}`)).toEqual([
    'corpus/a.md:10: text before the first heading. Put it under a heading "## …".',
  ]);
});

test('an article without a section is refused', async () => {
  expect(await errorsOf('')).toEqual([
    'corpus/a.md:7: the article has no section with text. Write "## A heading" and the text under it.',
  ]);
});

test('a second title is refused', async () => {
  expect(await errorsOf(section('Hanging', HANGING).replace('##', '#'))).toEqual([
    'corpus/a.md:8: a heading "# …" would be a second title. Begin it with "##".',
  ]);
});

test('two sections with one heading are refused', async () => {
  expect(await errorsOf(`${section('Hanging', HANGING)}\n${section('Hanging', INVERTING)}`)).toEqual([
    'corpus/a.md:14: a second section "Hanging". Give each section of an article a heading of its own.',
  ]);
});

test.each([
  ['<b>hanging</b>', 'HTML is not shown in a chat. Write it as plain Markdown.'],
  ['<!-- a remark -->', 'HTML is not shown in a chat. Write it as plain Markdown.'],
  ['![a bar](https://example.org/bar.png)', 'an image cannot be quoted. Say it in words.'],
  ['[a bar](bar.md)', 'the link "bar.md" does not lead to a web page.'],
  ['[a bar](../../etc/passwd)', 'the link "../../etc/passwd" does not lead to a web page.'],
  ['[a bar](javascript:alert)', 'the link "javascript:alert" does not lead to a web page.'],
])('%s inside a text is refused with its line', async (markdown, message) => {
  const errors = await errorsOf(section('Hanging', `${HANGING}\nSee ${markdown} for more.`));
  expect(errors).not.toEqual([]);
  for (const error of errors) expect(error).toContain(`corpus/a.md:11: ${message}`);
});

test('an address apart from its link is refused, wherever it leads', async () => {
  const text = `See [the guide][g].\n\n[g]: file:///etc/passwd\n\n${HANGING}`;
  expect(await errorsOf(section('Hanging', text))).toEqual([
    'corpus/a.md:12: this address would stand in a quote as it is written. Write the link as "[words](https://…)".',
  ]);
});

test('a link to a web page is allowed', async () => {
  expect(await errorsOf(section('Hanging', `${HANGING} See [the trial](https://example.org/trial).`))).toEqual([]);
});

test.each([
  ['a NUL', '\0'],
  ['a direction override', '\u202e'],
  ['a direction isolate', '\u2066'],
  ['an escape', '\u001b'],
])('%s inside a text is refused with its line', async (_, character) => {
  expect(await errorsOf(section('Hanging', HANGING.replace('ache', `ac${character}he`)))).toEqual([
    'corpus/a.md:10: this line holds an invisible control character. Delete it.',
  ]);
});
