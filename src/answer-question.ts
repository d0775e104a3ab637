import type { Answer, Quote, Remark } from './answer/answer.js';
import { REMARKS } from './answer/answer.js';
import { quote } from './answer/quote.js';
import { retrieve, type Retrieval, type Searcher } from './retrieval/retrieve.js';
import { triageFollowUp } from './safety/follow-up.js';
import { DISCLAIMER, noticeFor } from './safety/notices.js';
import type { RuleSet } from './safety/rules.js';
import { triage, type Triage } from './safety/triage.js';

/** What answering needs. Triage works without a searcher; nothing is quoted then. */
export interface Librarian {
  readonly rules: RuleSet;
  readonly searcher: Searcher | null;
  /** Moderators want nothing but safety notices; there is no searcher then. */
  readonly paused: boolean;
  /** Told of a search that failed; the answer then comes without quotes, its notice kept. */
  readonly onFailure?: (error: unknown) => void;
  /** Shown with an emergency notice, or null to go by the reader's locale. */
  readonly emergencyNumber: string | null;
}

export interface QuestionContext {
  /** Comes back in the answer, so that answers can be matched with questions. */
  readonly id: string;
  /** The reader's locale where it is known, such as `en-GB`. */
  readonly locale?: string;
  /** The answer is for a public place: its notice leaves out the sentence about cauda equina. */
  readonly public?: boolean;
  /** The message that this one follows up, such as the one it replies to: what it said counts in the search, and an alarm in it counts in triage. */
  readonly previous?: string;
}

/** The whole way from a message to an answer: triage, then retrieval, then quotes that are checked against their generation. */
export async function answerQuestion(
  question: string,
  librarian: Librarian,
  context: QuestionContext,
): Promise<Answer> {
  const started = performance.now();
  const { rules } = librarian;
  const found = triageFollowUp(triage(question, rules), context.previous, rules);
  const answer = await answerTriaged(question, found, librarian, context);
  return { ...answer, ms: millisecondsSince(started) };
}

/** The same for a message that has been through triage, with the one it follows up; the time of that is not counted. */
export async function answerTriaged(
  question: string,
  found: Triage,
  librarian: Librarian,
  { id, locale, previous, public: isPublic }: QuestionContext,
): Promise<Answer> {
  const started = performance.now();
  const { rules, searcher, emergencyNumber } = librarian;
  const notice = noticeFor(found, rules, { emergencyNumber, locale, public: isPublic });
  const base = {
    id,
    question,
    notice: notice && { level: notice.level, flags: notice.flags, text: notice.text },
    disclaimer: DISCLAIMER,
    generation: searcher?.generation.manifest.generation ?? null,
    rules: rules.version,
  } as const;
  if (base.notice && (base.notice.level === 'crisis' || base.notice.level === 'emergency')) {
    return {
      ...base,
      kind: 'seek-care',
      notice: base.notice,
      quotes: [],
      confidence: 0,
      suggestions: [],
      remarks: [],
      ms: millisecondsSince(started),
    };
  }

  const { retrieval, quotes } = await search(question, librarian, previous);
  const [first, ...rest] = quotes;
  const evidence = {
    confidence: Math.round((retrieval?.confidence ?? 0) * 1000) / 1000,
    suggestions: retrieval?.suggestions ?? [],
    remarks: librarian.paused ? [REMARKS.paused] : remarksOn(found.language, retrieval),
    ms: millisecondsSince(started),
  };
  return first
    ? { ...base, kind: 'quotes', quotes: [first, ...rest], ...evidence }
    : { ...base, kind: 'no-answer', quotes: [], ...evidence };
}

function millisecondsSince(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}

/** Retrieval and its quotes. A failure is passed on and leaves the notice standing: safety does not depend on the search. */
async function search(
  question: string,
  { searcher, onFailure }: Librarian,
  previous: string | undefined,
): Promise<{ retrieval: Retrieval | null; quotes: readonly Quote[] }> {
  if (!searcher) return { retrieval: null, quotes: [] };
  try {
    const retrieval = await retrieve(question, searcher, previous);
    return { retrieval, quotes: retrieval.found.map((passage) => quote(passage, searcher.generation)) };
  } catch (error) {
    onFailure?.(error);
    return { retrieval: null, quotes: [] };
  }
}

function remarksOn(language: 'en' | 'other', retrieval: Retrieval | null): Remark[] {
  const remarks: Remark[] = [];
  if (language === 'other') remarks.push(REMARKS['english-only']);
  if (retrieval === null) remarks.push(REMARKS['not-searched']);
  else if (retrieval.lexicalOnly) remarks.push(REMARKS['words-only']);
  return remarks;
}
