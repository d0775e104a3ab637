import { CUES, type Cue, type CueIds } from './cues.js';
import { Integers } from './integers.js';
import type { Mark, Marks, Stretch } from './matcher.js';
import { firstAfter, wordsBetween } from './matcher.js';
import type { Token } from './tokens.js';

/** No denial or condition reaches over more tokens than this, however many of them are fillers. */
const LONGEST_SCOPE = 30;
/** Tokens behind a denial in which "before" may follow. */
const LATE = 6;
/** Words between the verb that begins a question and the word that it asks about. */
const LONGEST_QUESTION = 9;

const BIT_OF = Object.fromEntries(CUES.map((name, index) => [name, 1 << index])) as Record<Cue, number>;

// Of the message that was read last.
const SENTENCE_OF = new Integers();
const STARTS = new Integers();
const COVERED = new Integers();

/** Sentences, clauses and lists of a message, by token, and the cue words in them. Every question takes constant time. The next message overwrites it. */
export class Text {
  readonly sentences: readonly Stretch[];
  readonly #sentenceOf: Int32Array;
  /** For each token the cues that begin there, and those that it belongs to: a bit a cue. */
  readonly #starts: Int32Array;
  readonly #covered: Int32Array;

  constructor(
    readonly tokens: readonly Token[],
    readonly marks: Marks,
    readonly cues: CueIds,
  ) {
    this.#sentenceOf = SENTENCE_OF.zeros(tokens.length);
    this.#starts = STARTS.zeros(tokens.length + 1);
    this.#covered = COVERED.zeros(tokens.length);
    const sentences: Stretch[] = [];
    let from = 0;
    for (let index = 0; index < tokens.length; index++) {
      this.#sentenceOf[index] = sentences.length;
      if (index + 1 < tokens.length && tokens[index + 1]!.pause !== 'stop') continue;
      sentences.push({ from, to: index });
      from = index + 1;
    }
    this.sentences = sentences;
    let bit = 0;
    const set = (from: number, to: number): void => {
      this.#starts[from]! |= bit;
      for (let token = from; token <= to; token++) this.#covered[token]! |= bit;
    };
    for (const name of CUES) {
      bit = BIT_OF[name];
      marks.each(cues[name], set);
    }
  }

  of(name: Cue): readonly Mark[] {
    return this.marks.at(this.cues[name]);
  }

  /** The first such cue that lies within a stretch. */
  within(name: Cue, from: number, to: number): Mark | undefined {
    const cue = this.of(name)[firstAfter(this.of(name), from - 1)];
    return cue && cue.to <= to ? cue : undefined;
  }

  /** The first few cues of a stretch. */
  first(name: Cue, { from, to }: Stretch, count: number): readonly Mark[] {
    const cues = this.of(name);
    const start = firstAfter(cues, from - 1);
    const end = Math.min(start + count, cues.length);
    const found: Mark[] = [];
    for (let at = start; at < end; at++) if (cues[at]!.to <= to) found.push(cues[at]!);
    return found;
  }

  has(name: Cue, from: number, to: number): boolean {
    return this.within(name, from, to) !== undefined;
  }

  /** Whether any token of the stretch belongs to such a cue. */
  touches(name: Cue, { from, to }: Stretch): boolean {
    for (let token = from; token <= to; token++) if ((this.#covered[token]! & BIT_OF[name]) !== 0) return true;
    return false;
  }

  sentence(token: number): Stretch {
    return this.sentences[this.#sentenceOf[token]!]!;
  }

  /** A sentence with its neighbours: `before` and `after` many. */
  around(token: number, before: number, after: number): Stretch {
    const at = this.#sentenceOf[token]!;
    const { from } = this.sentences[Math.max(at - before, 0)]!;
    const { to } = this.sentences[Math.min(at + after, this.sentences.length - 1)]!;
    return { from, to };
  }

  /** Where a list of denied things ends: "no numbness, tingling or bladder trouble, but …", "no pain just numb"; what is denied anew is no part of it. */
  endOfList(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => {
      if (this.#startsAt('clause-start', index) || this.#startsAt('no', index) || this.#newSubject(index, cue))
        return true;
      const {
        pause,
        word: { lemma },
      } = this.tokens[index]!;
      if (lemma === 'just' || lemma === 'than') return index > cue + 1;
      return (pause === 'comma' || lemma === 'and') && !this.#startsAt('listed', lemma === 'and' ? index + 1 : index);
    });
  }

  /** The first token of the part between pauses that holds a token. */
  partFrom(token: number): number {
    let from = token;
    while (from > 0 && this.tokens[from]!.pause === 'none') from--;
    return from;
  }

  endOfClause(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => this.#startsAt('clause-start', index));
  }

  /** "If I sneeze I wet myself": the condition ends where a second subject begins. */
  endOfCondition(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => {
      if (this.tokens[index]!.pause === 'comma' || this.tokens[index]!.word.lemma === 'then') return true;
      return index > cue + 2 && this.#newSubject(index, cue);
    });
  }

  /** "Told it could get worse my legs are numb": what is feared ends where any second subject begins. */
  endOfFear(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => {
      if (this.tokens[index]!.pause === 'comma' || this.#startsAt('clause-start', index)) return true;
      return this.#newSubject(index, cue);
    });
  }

  /** The first token that a cue may reach back to within its clause. */
  backTo(cue: number, reach: number): number {
    let from = cue;
    while (
      from > 0 &&
      cue - from < LONGEST_SCOPE &&
      this.tokens[from]!.pause === 'none' &&
      !this.#startsAt('clause-start', from)
    ) {
      if (wordsBetween(this.tokens, from - 1, cue) >= reach) break;
      from--;
    }
    return from;
  }

  /** "Is chest pain normal", "numb down there normal?": whether what a cue says is asked and not told. "Is sex ok" asks for something else. */
  isAsked({ from, to }: Stretch): boolean {
    const { asked, word } = this.tokens[to]!;
    if (asked) return true;
    if (word.lemma !== 'normal') return false;
    const start = this.backTo(from, LONGEST_QUESTION);
    for (let index = start; index < from - 1; index++) {
      if (this.#startsAt('asks', index) && this.#opens(index)) return true;
    }
    return false;
  }

  /** "Never had numbness before": whether what is denied up to a token was not there until now. "Before or after" says more than that. */
  isUntilNow(cue: Mark, to: number): boolean {
    const last = Math.min(to + LATE, this.sentence(cue.to).to);
    const found = this.within('until-now', cue.to + 1, last);
    if (!found) return false;
    const behind = this.tokens[found.to + 1]?.word.lemma;
    return behind !== 'or' && behind !== 'and';
  }

  /** Whether a token stands behind a question mark, a colon or a comma, as "no" does where it answers. */
  answers(index: number): boolean {
    return index > 0 && (this.tokens[index - 1]!.asked || this.tokens[index]!.pause === 'comma');
  }

  /** Whether a clause ends with a token. */
  endsClause(index: number): boolean {
    const behind = index + 1;
    return (
      behind === this.tokens.length || this.tokens[behind]!.pause !== 'none' || this.#startsAt('clause-start', behind)
    );
  }

  #opens(index: number): boolean {
    if (index === 0 || this.tokens[index]!.pause !== 'none') return true;
    return this.touches('lead-in', { from: index - 1, to: index - 1 });
  }

  #end(cue: number, reach: number, ends: (index: number) => boolean): number {
    const last = Math.min(this.tokens.length - 1, cue + LONGEST_SCOPE);
    let to = cue;
    for (let index = cue + 1; index <= last; index++) {
      if (this.tokens[index]!.pause === 'stop' || ends(index) || wordsBetween(this.tokens, cue, index) > reach) break;
      to = index;
    }
    return to;
  }

  #newSubject(index: number, cue: number): boolean {
    if (index <= cue + 1 || this.#startsAt('leads-to-noun', index - 1)) return false;
    return this.#startsAt('subject', index) || this.#startsAt('possessive', index);
  }

  #startsAt(name: Cue, index: number): boolean {
    return (this.#starts[index]! & BIT_OF[name]) !== 0;
  }
}
