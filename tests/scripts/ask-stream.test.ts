import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '#src/answer/answer.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { EMERGENCY, HEADING, QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { runScript, runUntilFirstOutput } from '../fixtures/run-script.js';

type Line = Answer | { readonly id: null; readonly error: string };

const settings = settingsWithIndex();
const line = (id: string, text: string) => `${JSON.stringify({ id, text })}\n`;

async function stream(input: string | Uint8Array): Promise<Line[]> {
  const { code, stdout, stderr } = await runScript('ask', ['--json', '--stdin'], { settings, input });
  expect({ code, stderr, end: stdout.at(-1) }).toEqual({ code: 0, stderr: '', end: '\n' });
  return stdout
    .slice(0, -1)
    .split('\n')
    .map((text) => JSON.parse(text) as Line);
}

describe('a text', () => {
  const filler = 'my day was fine and nothing happened. '.repeat(600).slice(0, 19_900);
  const texts = {
    question: QUESTION,
    emergency: EMERGENCY,
    'same question': QUESTION,
    empty: '',
    whitespace: ' \t\r\n\u00a0\u3000',
    emoji: '😀🙃🤸‍♀️',
    punctuation: '?!…',
    NUL: '\0',
    'zero-width': '\u200b\u200c\u200d\u2060\ufeff',
    'direction overrides': '\u202e\u2066\u202c',
    'half a letter': '\ud83d',
    'one long word': 'x'.repeat(20_000),
    'long emergency': filler + EMERGENCY,
    'marked emergency': `\u202e${EMERGENCY}\u202c`,
    'veiled question': `\ufeff\u202e${QUESTION.replaceAll(' ', ' \u200b')}\0\u202c`,
    markup: '<script>alert(1)</script> [a](javascript:b) @everyone',
    JSON: '{"id":"x","text":"y"}',
    property: '__proto__',
    'line separators': 'one\u2028two\u2029three\u0085four',
  };
  const WORDLESS = [
    'empty',
    'whitespace',
    'emoji',
    'punctuation',
    'NUL',
    'zero-width',
    'direction overrides',
    'half a letter',
  ];
  const answers = new Map<string, Answer>();

  beforeAll(async () => {
    // JSON.stringify leaves line separators as they are, so they stand raw in the stream.
    const lines = await stream(
      Object.entries(texts)
        .map(([id, text]) => line(id, text))
        .join(''),
    );
    for (const answer of lines as Answer[]) answers.set(answer.id, answer);
  });

  test('gets one line, in order, under its own id', () => {
    expect([...answers.keys()]).toEqual(Object.keys(texts));
  });

  test.each(Object.keys(texts))('is answered when it is: %s', (id) => {
    const answer = answers.get(id)!;
    expect(answer).not.toHaveProperty('error');
    expect(answer).toMatchObject({ question: texts[id as keyof typeof texts], disclaimer: DISCLAIMER });
  });

  test('gets its passage when the corpus has one', () => {
    expect(answers.get('question')).toMatchObject({ kind: 'quotes', quotes: [{ heading: HEADING }] });
  });

  test('gets the same answer when it comes again, but for id and time', () => {
    const first = answers.get('question')!;
    expect({ ...answers.get('same question')!, id: first.id, ms: first.ms }).toEqual(first);
  });

  test.each(WORDLESS)('without words gets no passage: %s', (id) => {
    expect(answers.get(id)).toMatchObject({ kind: 'no-answer', notice: null, quotes: [] });
  });

  test('is understood with invisible characters in it', () => {
    expect(answers.get('veiled question')).toMatchObject({ kind: 'quotes', quotes: [{ heading: HEADING }] });
  });

  test.each(['emergency', 'long emergency', 'marked emergency'])(
    'that tells of an emergency gets the notice alone: %s',
    (id) => {
      expect(answers.get(id)).toMatchObject({ kind: 'seek-care', notice: { level: 'emergency' }, quotes: [] });
    },
  );
});

describe('a line', () => {
  const bad = {
    'not JSON': 'this is not valid JSON.',
    '{"id":"1"': 'this is not valid JSON.',
    '[]': 'this is no object.',
    null: 'this is no object.',
    5: 'this is no object.',
    '"text"': 'this is no object.',
    '{}': '"text" is missing or no text.',
    '{"id":"1"}': '"text" is missing or no text.',
    '{"id":"1","text":5}': '"text" is missing or no text.',
    '{"text":"x"}': '"id" is missing or no text.',
    '{"id":null,"text":"x"}': '"id" is missing or no text.',
  };
  const badLines = Object.keys(bad);
  let lines: Line[];

  beforeAll(async () => {
    const windows = line('windows', QUESTION).replace('\n', '\r\n');
    const notUtf8 = Buffer.concat([
      Buffer.from('{"id":"bytes","text":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}\n'),
    ]);
    const last = line('last', QUESTION).trimEnd();
    const input = [
      ...badLines.map((text) => `${text}\n`),
      '\n  \n',
      'after empty lines\n',
      '{"id":7,"text":"x"}\n',
      windows,
      notUtf8,
      last,
    ];
    lines = await stream(Buffer.concat(input.map((part) => Buffer.from(part))));
  });

  test.each(Object.entries(bad))('that cannot be read is named in its place: %s', (text, problem) => {
    const at = badLines.indexOf(text);
    const { id, error } = lines[at] as Extract<Line, { error: string }>;
    expect(id).toBeNull();
    expect(error).toContain(`line ${at + 1}: ${problem} Write {`);
  });

  test('that is empty gets no answer and is counted', () => {
    expect(lines[badLines.length]).toEqual({ id: null, error: expect.stringMatching(/^line 14: /) as string });
  });

  test('that can be read is answered after those that cannot', () => {
    expect(lines.slice(badLines.length + 1)).toMatchObject([
      { id: '7', question: 'x' },
      { id: 'windows', question: QUESTION, kind: 'quotes' },
      { id: 'bytes', question: '\ufffd\ufffd' },
      { id: 'last', question: QUESTION, kind: 'quotes' },
    ]);
  });
});

test('a reader that has seen enough ends the run without a word', async () => {
  const input = line('1', QUESTION).repeat(3_000);
  expect(await runUntilFirstOutput('ask', ['--json', '--stdin'], { settings, input })).toMatchObject({
    code: 0,
    stderr: '',
  });
});
