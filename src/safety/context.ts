import type { Cue } from './cues.js';
import type { Mark, Marks, Stretch } from './matcher.js';
import { wordsBetween } from './matcher.js';
import type { Token } from './tokens.js';

/**
 * What the words around a sign say about it. After NegEx (Chapman et al. 2001, J Biomed Inform 34:301) and ConText
 * (Harkema et al. 2009, J Biomed Inform 42:839): cue phrases with a direction and a scope, ended by other phrases,
 * with phrases that look like a cue and are none. Chat differs from records in that a denial often is the sign itself
 * ("can't feel when I wipe"), so a cue counts only outside of the words of the sign.
 */
export type Standing = 'present' | 'denied' | 'hypothetical' | 'definition' | 'past' | 'over' | 'animal' | 'figurative';

export interface Judgement {
  readonly standing: Standing;
  /** The words that decided it, when they were not the sign's own. */
  readonly cue?: Mark;
}

export interface Context {
  judge(sign: Mark): Judgement;
}

const NO_REACH = 9;
const NOT_REACH = 4;
const IF_REACH = 10;
const MAY_REACH = 9;
const DENIED_REACH = 4;
const FINE_REACH = 1;

interface Scope {
  readonly standing: Standing;
  readonly cue: Mark;
  readonly from: number;
  readonly to: number;
}

export function readContext(tokens: readonly Token[], marks: Marks): Context {
  const text = new Text(tokens, marks);
  const scopes = [...denials(text), ...hypotheses(text), ...definitions(text)];
  return { judge: (sign) => judge(sign, text, scopes) };
}

function judge(sign: Mark, text: Text, scopes: readonly Scope[]): Judgement {
  const figurative = text.of('figurative').find((cue) => overlaps(cue, sign));
  if (figurative) return { standing: 'figurative', cue: figurative };
  const parts = tellingParts(sign);
  for (const { standing, cue, from, to } of scopes) {
    if (sign.parts.some((part) => overlaps(cue, part)) || (sign.parts.length === 0 && overlaps(cue, sign))) continue;
    if (parts.some((part) => part.from >= from && part.from <= to)) return { standing, cue };
  }
  return aboutAnimal(sign, text) ?? inThePast(sign, text) ?? { standing: 'present' };
}

/** "No pain between my legs, just numb": places do not carry the denial, symptoms do. */
function tellingParts(sign: Mark): readonly Stretch[] {
  const symptoms = sign.parts.filter(({ name }) => !PLACES.has(name));
  return symptoms.length > 0 ? symptoms : [sign];
}

const PLACES = new Set(['<saddle>', '<genitals>', '<down-there>', '<leg>', '<one-leg>', '<both-legs>', '<back>', '<back-pain>', '<belly>', '<struck-place>', '<clothes-or-bed>', '<self>', '<toilet-visit>']);

function denials(text: Text): Scope[] {
  const real = (cue: Mark) => !text.of('not-a-denial').some((other) => overlaps(cue, other));
  const before = (name: Cue, reach: number) =>
    text.of(name).filter(real).map((cue) => ({ standing: 'denied' as const, cue, from: cue.to + 1, to: text.endOfList(cue.to, reach) }));
  const after = (name: Cue, reach: number) =>
    text.of(name).filter(real).map((cue) => ({ standing: 'denied' as const, cue, from: text.backTo(cue.from, reach), to: cue.from - 1 }));
  return [...before('no', NO_REACH), ...before('not', NOT_REACH), ...after('denied', DENIED_REACH), ...after('fine', FINE_REACH)];
}

function hypotheses(text: Text): Scope[] {
  const real = (cue: Mark) => !text.of('real-if').some((other) => overlaps(cue, other));
  const ifs = text.of('if').filter(real).map((cue) => ({ cue, from: cue.to + 1, to: text.endOfCondition(cue.to, IF_REACH) }));
  const mays = text
    .of('might-happen')
    .map((cue) => ({ cue, from: cue.to + 1, to: text.endOfClause(cue.to, MAY_REACH) }))
    .filter(({ from, to }) => !text.has('possessive', from, to));
  return [...ifs, ...mays].map((scope) => ({ standing: 'hypothetical', ...scope }));
}

/** "What is saddle numbness" asks about a word; "what is it when my bum is numb" tells of a person. */
function definitions(text: Text): Scope[] {
  const asked = text
    .of('what-is')
    .map((cue) => ({ cue, ...text.sentence(cue.from) }))
    .filter(({ cue, from, to }) => !text.of('personal').some((one) => one.from >= from && one.to <= to && !overlaps(one, cue)));
  const studied = text
    .of('studying')
    .flatMap((cue) => text.sentences.filter(({ from, to }) => !text.has('possessive', from, to)).map((s) => ({ cue, ...s })));
  return [...asked, ...studied].map((scope) => ({ standing: 'definition', ...scope }));
}

function aboutAnimal(sign: Mark, text: Text): Judgement | undefined {
  const cue = text.of('animal').findLast(({ to }) => to < sign.from && sign.from - to < 20);
  if (!cue || text.has('personal', cue.to + 1, sign.to)) return undefined;
  return { standing: 'animal', cue };
}

/**
 * "Had it in 2019, fine now" is the past. "Years ago, and again since yesterday" is not, and what went away within
 * the last day or two still counts: a face that drooped this morning is an emergency.
 */
function inThePast(sign: Mark, text: Text): Judgement | undefined {
  const from = text.sentence(sign.from).from;
  const to = text.sentence(sign.to).to;
  const here = text.presentIn(from, to) ?? text.within('happening', sign.from - 2, sign.to);
  const over = text.resolvedAfter(sign);
  const ago = text.within('long-ago', from, to) ?? (over && text.longAgoAround(from));
  if (ago && (over || !here)) return { standing: 'past', cue: ago };
  if (over && !here && text.of('recent').length === 0) return { standing: 'over', cue: over };
  return undefined;
}

const overlaps = (a: Stretch, b: Stretch) => a.from <= b.to && b.from <= a.to;

/** Sentences, clauses and lists of a message, by token. */
class Text {
  readonly sentences: readonly Stretch[];
  readonly #sentenceOf: number[] = [];
  readonly #starts = new Map<Cue, Set<number>>();

  constructor(
    readonly tokens: readonly Token[],
    readonly marks: Marks,
  ) {
    const sentences: { from: number; to: number }[] = [];
    for (const [index, { pause }] of tokens.entries()) {
      if (index === 0 || pause === 'stop') sentences.push({ from: index, to: index });
      sentences.at(-1)!.to = index;
      this.#sentenceOf.push(sentences.length - 1);
    }
    this.sentences = sentences;
  }

  of(name: Cue): readonly Mark[] {
    return this.marks.get(`<${name}>`) ?? [];
  }

  within(name: Cue, from: number, to: number): Mark | undefined {
    return this.of(name).find((mark) => mark.from >= from && mark.to <= to);
  }

  has(name: Cue, from: number, to: number): boolean {
    return this.within(name, from, to) !== undefined;
  }

  sentence(token: number): Stretch {
    return this.sentences[this.#sentenceOf[token]!]!;
  }

  presentIn(from: number, to: number): Mark | undefined {
    const resolved = this.of('resolved');
    return this.of('present').find((mark) => mark.from >= from && mark.to <= to && !resolved.some((other) => overlaps(mark, other)));
  }

  /** "In 2019 I had a bad disc. Numb bum, the lot." Two sentences before and after. */
  longAgoAround(token: number): Mark | undefined {
    const at = this.#sentenceOf[token]!;
    const first = this.sentences[Math.max(at - 2, 0)]!;
    const last = this.sentences[Math.min(at + 2, this.sentences.length - 1)]!;
    return this.within('long-ago', first.from, last.to);
  }

  resolvedAfter(sign: Mark): Mark | undefined {
    const last = this.sentences[Math.min(this.#sentenceOf[sign.to]! + 2, this.sentences.length - 1)]!;
    return this.of('resolved').find(({ from, to }) => from > sign.from && to <= last.to);
  }

  /** Where a list of denied things ends: "no numbness, tingling or bladder trouble, but …". */
  endOfList(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => {
      if (this.#startsAt('clause-start', index) || this.#newSubject(index, cue)) return true;
      const joined = this.tokens[index]!.pause === 'comma' || this.tokens[index]!.lemma === 'and';
      const next = this.tokens[index]!.lemma === 'and' ? index + 1 : index;
      return joined && !this.#startsAt('listed', next);
    });
  }

  endOfClause(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => this.#startsAt('clause-start', index));
  }

  /** "If I sneeze I wet myself": the condition ends where a second subject begins. */
  endOfCondition(cue: number, reach: number): number {
    return this.#end(cue, reach, (index) => {
      if (this.tokens[index]!.pause === 'comma' || this.tokens[index]!.lemma === 'then') return true;
      return index > cue + 2 && this.#newSubject(index, cue);
    });
  }

  backTo(cue: number, reach: number): number {
    let from = cue;
    while (from > 0 && this.tokens[from]!.pause === 'none' && !this.#startsAt('clause-start', from) && wordsBetween(this.tokens, from - 1, cue) < reach) from--;
    return from;
  }

  #end(cue: number, reach: number, ends: (index: number) => boolean): number {
    let to = cue;
    for (let index = cue + 1; index < this.tokens.length; index++) {
      if (this.tokens[index]!.pause === 'stop' || ends(index) || wordsBetween(this.tokens, cue, index) > reach) break;
      to = index;
    }
    return to;
  }

  #newSubject(index: number, cue: number): boolean {
    if (index <= cue + 1) return false;
    if (this.#startsAt('leads-to-noun', index - 1)) return false;
    return this.#startsAt('subject', index) || this.#startsAt('possessive', index);
  }

  #startsAt(name: Cue, index: number): boolean {
    let starts = this.#starts.get(name);
    if (!starts) this.#starts.set(name, (starts = new Set(this.of(name).map(({ from }) => from))));
    return starts.has(index);
  }
}
