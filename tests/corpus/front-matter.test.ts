import { expect, test } from 'vitest';
import { article, corpusOf, errorsIn, HANGING, section, warningsIn } from '../fixtures/corpus-folder.js';

test('an article is read with all its fields', async () => {
  const fields = [
    'questions:',
    '  - why does it hurt',
    '  - ask: what should I do',
    '    section: Why hanging hurts',
    'covers: [S8, topic-09, { claim: O3, section: Why hanging hurts }]',
    'reviewed-by: A. Nurse, physiotherapist',
  ];
  const { articles } = await corpusOf({ 'methods/hang.md': article({ fields }) });
  expect(articles).toMatchObject([
    {
      id: 'hang',
      file: 'corpus/methods/hang.md',
      title: 'A title',
      summary: 'A summary.',
      questions: [
        { text: 'why does it hurt', section: null },
        { text: 'what should I do', section: 'Why hanging hurts' },
      ],
      covers: [
        { id: 'S8', section: null },
        { id: 'topic-09', section: null },
        { id: 'O3', section: 'Why hanging hurts' },
      ],
      checked: '2026-11-22',
      nextCheck: '2027-11-22',
      reviewedBy: 'A. Nurse, physiotherapist',
    },
  ]);
});

test('an article that nobody has reviewed says so', async () => {
  const { articles } = await corpusOf({ 'a.md': article({ fields: ['reviewed-by:'] }) });
  expect(articles[0]!.reviewedBy).toBeNull();
});

test('an article without front matter is refused with a hint where the form is shown', async () => {
  expect(await errorsIn({ 'a.md': section('Why hanging hurts', HANGING) })).toEqual([
    'corpus/a.md:1: an article begins with front matter between two lines "---". corpus/README.md shows the form.',
  ]);
});

test('front matter that is never closed is refused', async () => {
  expect(await errorsIn({ 'a.md': article().replace('\n---\n', '\n') })).toEqual([
    'corpus/a.md:1: an article begins with front matter between two lines "---". corpus/README.md shows the form.',
  ]);
});

test.each(['', '\n', 'just words\n', '- a list\n'])(
  'front matter that holds %j is asked for fields',
  async (content) => {
    expect(await errorsIn({ 'a.md': `---\n${content}---\n` })).toEqual([
      'corpus/a.md:2: write fields here, each on a line "name: …"',
    ]);
  },
);

test('a missing field is named', async () => {
  const text = article().replace('summary: A summary.\n', '');
  expect(await errorsIn({ 'a.md': text })).toEqual(['corpus/a.md:2: summary: write a text here']);
});

test('an unknown field is named with its line', async () => {
  expect(await errorsIn({ 'a.md': article({ fields: ['covers: [S8]', 'sumary: twice'] }) })).toEqual([
    'corpus/a.md:7: unknown field "sumary". Remove it or correct its spelling.',
  ]);
});

test.each([
  ['questions: why', 'questions: write a list here, each entry on a line "- …"'],
  ['questions: [{ ask: why }]', 'questions.0: write a question, or "ask:" with a "section:" below it'],
  ['questions: [5]', 'questions.0: write a question, or "ask:" with a "section:" below it'],
  ['covers: [S8, banana]', 'covers.1: write claims and topics such as S8, O3 or topic-09'],
  ['covers: [{ claim: S8 }]', 'covers.0: write S8, O3 or topic-09, or "claim:" with a "section:" below it'],
  ['reviewed-by: ""', 'reviewed-by: write a text here'],
  ['reviewed-by: [x]', 'reviewed-by: write a text here'],
])('the value in "%s" is refused with what to write instead', async (field, message) => {
  expect(await errorsIn({ 'a.md': article({ fields: [field] }) })).toEqual([`corpus/a.md:6: ${message}`]);
});

test.each(['yesterday', '22.11.2026', '2026-02-30'])('"%s" is not a date', async (date) => {
  expect(await errorsIn({ 'a.md': article().replace('2026-11-22', date) })).toEqual([
    'corpus/a.md:4: checked: write a date such as 2026-11-22',
  ]);
});

test.each([
  ['a colon inside a text', 3, 'title: Hanging: how', 'Nested mappings are not allowed'],
  ['a quote that is never closed', 7, 'title: "Hanging', 'Missing closing "quote'],
  ['a field that stands twice', 4, 'title: A\ntitle: B', 'Map keys must be unique'],
  ['a tab as indentation', 4, 'title:\n\t- A', 'Tabs are not allowed as indentation'],
])('broken YAML (%s) is refused with its line', async (_, line, yaml, message) => {
  const errors = await errorsIn({ 'a.md': article().replace('title: A title', `covers: [S8]\n${yaml}`) });
  expect(errors[0]).toContain(`corpus/a.md:${line}: this is not valid YAML: ${message}`);
});

test.each(['*important', '&important'])(
  'a text that YAML takes for an anchor or alias (%s) is refused',
  async (text) => {
    expect(await errorsIn({ 'a.md': article().replace('A summary.', text) })).toEqual([
      'corpus/a.md:3: a text that begins with "*" or "&" means something else in YAML. Put it in quotes.',
    ]);
  },
);

test.each([
  ['question', ['questions:', '  - ask: why', '    section: Why hanging helps']],
  ['claim', ['covers:', '  - claim: S8', '    section: Why hanging helps']],
])('a %s that leads to a section that is not there is told which ones are', async (_, fields) => {
  const body = section('Why hanging hurts', HANGING);
  expect(await errorsIn({ 'a.md': article({ fields, body }) })).toEqual([
    'corpus/a.md:8: there is no section "Why hanging helps". Use one of: Why hanging hurts.',
  ]);
});

test('an article whose check is overdue can be used, with a warning', async () => {
  const files = { 'a.md': article().replace('2027-11-22', '2026-11-21') };
  expect(await warningsIn(files)).toEqual([
    'corpus/a.md:5: the check was due on 2026-11-21. Hold the text against its sources and move both dates.',
  ]);
  expect((await corpusOf(files)).articles).toHaveLength(1);
});

test('an article whose check is due today is not overdue', async () => {
  expect(await warningsIn({ 'a.md': article().replace('2027-11-22', '2026-11-22') })).toEqual([]);
});
