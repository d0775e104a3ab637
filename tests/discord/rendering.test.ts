import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerQuestion } from '#src/answer-question.js';
import { REMARKS, type Answer, type Quote } from '#src/answer/answer.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import type { Article, Passage } from '#src/corpus/article.js';
import { decode } from '#src/discord/action.js';
import { MAX_CONTENT, type MessageBody } from '#src/discord/message.js';
import { renderAnswer, renderDelicate, renderMore, renderNotice, renderShared } from '#src/discord/render-answer.js';
import { renderPage } from '#src/discord/render-page.js';
import { renderQuote } from '#src/discord/render-quote.js';
import { renderSources } from '#src/discord/render-sources.js';
import { LEVELS, type Level } from '#src/safety/level.js';
import { DISCLAIMER, noticeFor } from '#src/safety/notices.js';
import { readRules } from '#src/safety/rules.js';
import type { Generation } from '#src/search-index/generation.js';
import { REAL_CORPUS } from '../fixtures/fixture-index.js';

const rules = readRules();
const corpus = await readCorpus(REAL_CORPUS, '2026-11-22');

/** What rendering looks at in a generation. */
function libraryOf(articles: readonly Article[], sources = corpus.sources): Generation {
  const passages = articles.flatMap((article) => article.passages);
  return {
    manifest: { generation: 'abc' },
    articles: new Map(articles.map((article) => [article.id, article])),
    sources: new Map(sources.map((source) => [source.key, source])),
    passages,
  } as unknown as Generation;
}

function quoteOf(passage: Passage, { title, file }: Article): Quote {
  return {
    text: passage.text,
    passage: passage.id,
    article: passage.article,
    title,
    heading: passage.headings.at(-1) ?? '',
    sources: passage.sources,
    file,
    lines: passage.lines,
    score: 1,
  };
}

const library = libraryOf(corpus.articles);
const quotes = corpus.articles.flatMap((article) => article.passages.map((passage) => quoteOf(passage, article)));

/** Every notice that a message can get: the longest are those to which all rules add their sentences. */
const noticesFor = (level: Level) =>
  noticeFor({ level, flags: ['x'], rules: rules.rules.map(({ id }) => id) }, rules, {
    emergencyNumber: '999 or 112',
  })!;

const answerOf = (shown: readonly Quote[], level: Level | null, question: string): Answer =>
  ({
    id: '1',
    question,
    kind: shown.length > 0 ? 'quotes' : 'no-answer',
    notice: level && noticesFor(level),
    quotes: shown,
    confidence: 0.5,
    suggestions: shown.length > 0 ? [] : ['A title'],
    remarks: Object.values(REMARKS),
    disclaimer: DISCLAIMER,
    generation: 'abc',
    rules: rules.version,
    ms: 1,
  }) as unknown as Answer;

/** What must hold for every message, whatever is in it. */
function expectSafe(body: MessageBody, hidden: boolean): void {
  expect(body.content.length).toBeLessThanOrEqual(MAX_CONTENT);
  expect(body.content.endsWith(DISCLAIMER)).toBe(true);
  expect(body.content).not.toMatch(/@(?:everyone|here|[!&]?\d)/);
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect(body.flags & 64).toBe(hidden ? 64 : 0);
  const ids = body.components.flatMap(({ components }) =>
    components.map((one) => (one as { custom_id: string }).custom_id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => id.length <= 100 && decode(id) !== null)).toBe(true);
  expect(body.components.every(({ components }) => components.length >= 1 && components.length <= 5)).toBe(true);
}

const labelsOf = ({ components }: MessageBody) =>
  components.flatMap((row) => row.components.map((part) => (part as { label: string }).label));

const audiences = [{ hidden: true }, { hidden: false, asker: '123456789012345678' }] as const;

test('any passage of the library fits under any notice, with any question, and nothing of the question is shown', () => {
  const anyQuotes = fc.array(fc.constantFrom(...quotes), { maxLength: 3 });
  const anyLevel = fc.constantFrom(null, 'urgent' as const, 'soon' as const);
  fc.assert(
    fc.property(anyQuotes, anyLevel, fc.string({ minLength: 12, maxLength: 2000 }), (shown, level, question) => {
      const answer = answerOf(shown, level, `zqz${question}zqz`);
      for (const audience of audiences) {
        const body = renderAnswer(answer, library, audience);
        expectSafe(body, audience.hidden);
        expect(body.content).not.toContain('zqz');
        if (level) expect(body.content).toMatch(/^#{2,3} (?:⚠️ SEE SOMEBODY TODAY|🗓️ SOON)\n\*\*/u);
      }
    }),
    { numRuns: 300 },
  );
});

test('every passage of the library can be shown whole: alone, under a notice that More repeats, shared, and on its page', () => {
  for (const one of quotes) {
    const whole = renderQuote(one, library);
    for (const level of [null, 'urgent', 'soon'] as const) {
      const above = level && { level, notice: renderNotice({ level, text: rules.file.notices[level] }) };
      const more = renderMore([one], library, above);
      expectSafe(more, true);
      expect(labelsOf(more)).not.toContain('More');
      expect(more.content).toContain(whole);
    }
    const shared = renderShared([one], library, '1');
    expectSafe(shared, false);
    expect(shared.content).toContain(whole);
    for (const level of [null, 'urgent', 'soon'] as const) {
      const above = level && { level, notice: renderNotice(noticesFor(level)) };
      const page = renderPage(one.passage, library, { above })!;
      expectSafe(page, true);
      expect(page.content).toContain(whole);
      expect(page.content.startsWith(above?.notice ?? '> ')).toBe(true);
      expect(labelsOf(page).includes('Share')).toBe(level === null);
    }
  }
});

describe('a quote is shown whole or not at all', () => {
  test('what has no room is left to More, in order', () => {
    const long = quotes.toSorted((a, b) => b.text.length - a.text.length).slice(0, 3);
    const body = renderAnswer(answerOf(long, 'urgent', 'q'), library);
    const more = decode((body.components[0]!.components[0] as { custom_id: string }).custom_id);
    const shown = long.filter(({ heading }) => body.content.includes(heading.slice(0, 12)));
    expect(more).toEqual({
      kind: 'more',
      level: 'urgent',
      passages: long.filter((one) => !shown.includes(one)).map(({ passage }) => passage),
    });
  });

  test('one that fits into no message is named with its place', () => {
    const [article] = corpus.articles;
    const passage = { ...article!.passages[0]!, text: 'Long. '.repeat(600), id: '0000000001' };
    const giant = { ...article!, passages: [passage], text: passage.text };
    const body = renderAnswer(answerOf([quoteOf(passage, giant)], null, 'q'), libraryOf([giant]));
    expectSafe(body, true);
    expect(body.content).toContain('This passage is longer than a message can be. It stands in corpus/');
    expect(body.content).not.toContain('Long.');
  });
});

test('each article that is quoted has a button of its name, which opens it at its first quote', () => {
  const [first, second] = corpus.articles;
  const of = (article: Article, at: number) => quoteOf(article.passages[at]!, article);
  const body = renderMore([of(first!, 1), of(second!, 0), of(first!, 0)], library, null);
  const reading = body.components[0]!.components as { label: string; custom_id: string }[];
  const read = reading.filter(({ label }) => label.startsWith('Read: '));
  expect(read.map(({ label }) => label)).toEqual([`Read: ${first!.title}`, `Read: ${second!.title}`]);
  expect(read.map(({ custom_id }) => decode(custom_id))).toEqual([
    { kind: 'read', level: null, passage: first!.passages[1]!.id },
    { kind: 'read', level: null, passage: second!.passages[0]!.id },
  ]);
});

describe('a notice', () => {
  test.each(LEVELS)('of level %s comes first, in words, and with a heading of its own size', (level) => {
    const { text } = noticesFor(level);
    const body = renderAnswer({ ...answerOf([], level, 'q'), remarks: [] }, library);
    expect(body.content).toMatch(/^#{1,3} \S+ [A-Z ]+\n\*\*/u);
    const [, ...lines] = body.content.split('\n\n')[0]!.split('\n');
    expect(lines.map((line) => line.slice(2, -2)).join('\n')).toBe(text);
  });

  test('in a delicate matter stands alone in public', () => {
    const body = renderDelicate(answerOf(quotes.slice(0, 3), 'urgent', 'q'), audiences[1]);
    expectSafe(body, false);
    expect(body.content).not.toMatch(/^>/m);
  });
});

describe('a corpus that means harm', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        ...[
          '@everyone',
          '<@123456789012345678>',
          '\n\n# EMERGENCY',
          '\n> ',
          '**',
          '`',
          '||',
          '~~',
          '](x)',
          '[a](https://b.example)',
        ],
        ...['\n\n- ', ' word ', '\\', '<', '\n-# General information', 'a'.repeat(300), '😀'],
      ),
      { minLength: 1, maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  test('cannot leave its quotes, ping, or outgrow a message', () => {
    const [real] = corpus.articles;
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, heading, text) => {
        const passage: Passage = {
          ...real!.passages[0]!,
          id: 'hostile000',
          text,
          headings: [heading],
          start: 0,
          end: text.length,
        };
        const article: Article = { ...real!, title, text, file: `corpus/${title}.md`, passages: [passage] };
        const harmful = libraryOf([article]);
        for (const body of [
          renderAnswer(answerOf([quoteOf(passage, article)], 'urgent', 'q'), harmful, audiences[1]),
          renderPage(passage.id, harmful)!,
        ]) {
          expectSafe(body, body.flags === 68);
          const own = body.content.split('\n').filter((line) => !line.startsWith('> ') && line !== '');
          expect(own.join('\n')).not.toMatch(/EMERGENCY$/m);
          expect(own.filter((line) => line.startsWith('#'))).toHaveLength(body.content.startsWith('## ⚠️') ? 1 : 0);
        }
        expectSafe(renderSources(harmful, passage.id, 0)!, true);
        expectSafe(
          renderAnswer({ ...answerOf([], null, 'q'), suggestions: [...new Set([title, heading, text])] }, harmful),
          true,
        );
      }),
      { numRuns: 200 },
    );
  });
});

test('every page of the bibliography fits and has links that cannot unfold', () => {
  for (let page = 0; page < 30; page++) {
    const body = renderSources(library, null, page)!;
    expectSafe(body, true);
    expect(body.flags & 4).toBe(4);
    expect(/\]\((?!<)/.exec(body.content)).toBeNull();
  }
});

test('without a library an answer has no buttons that lead nowhere', async () => {
  const answer = await answerQuestion(
    'why?',
    { rules, searcher: null, paused: false, emergencyNumber: null },
    { id: '1' },
  );
  expect(renderAnswer(answer, null).components).toEqual([]);
});
