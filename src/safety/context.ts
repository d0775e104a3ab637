import { Chains } from './chains.js';
import type { Cue, CueIds } from './cues.js';
import type { Mark, Marks, Stretch } from './matcher.js';
import { firstAfter } from './matcher.js';
import { Text } from './text.js';
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

/** How many words a cue reaches; from NegEx's window of five, widened for lists. */
const REACH = { no: 9, not: 4, denied: 4, fine: 1, if: 10, may: 9, animal: 20 };

/** "The dog … a stab in my back": whose it is may follow. */
const AFTERTHOUGHT = 4;
/** Questions of definition looked at in one sentence. */
const QUESTIONS = 8;

/** "No pain between my legs, just numb": places do not carry the denial, symptoms do. */
const PLACES = new Set([
  '<saddle>',
  '<genitals>',
  '<leg>',
  '<one-leg>',
  '<both-legs>',
  '<back>',
  '<back-pain>',
  '<belly>',
  '<struck-place>',
  '<clothes-or-bed>',
  '<self>',
  '<toilet-visit>',
]);

interface Scope extends Stretch {
  readonly standing: Standing;
  readonly cue: Mark;
}

export function readContext(tokens: readonly Token[], marks: Marks, cues: CueIds): Context {
  // Most messages hold no sign that would have to be judged.
  let text: Text | undefined;
  let scopes: readonly Scope[] = [];
  return {
    judge: (sign) => {
      if (!text) {
        text = new Text(tokens, marks, cues);
        scopes = [...denials(text), ...hypotheses(text), ...definitions(text)];
        orderByToken(tokens.length, scopes);
      }
      return judge(sign, text, scopes);
    },
  };
}

/** For each token of the message that was read last the numbers of the scopes it lies in, if any: a handful, since all but one per sentence are short. */
const SCOPES_OF = new Chains();

function orderByToken(length: number, scopes: readonly Scope[]): void {
  SCOPES_OF.begin(length);
  for (let number = scopes.length - 1; number >= 0; number--) {
    const { from, to } = scopes[number]!;
    for (let token = from; token <= to; token++) SCOPES_OF.add(token, number);
  }
}

function judge(sign: Mark, text: Text, scopes: readonly Scope[]): Judgement {
  if (text.touches('figurative', sign)) {
    const cue = text.of('figurative').find((one) => overlaps(one, sign))!;
    return { standing: 'figurative', cue };
  }
  const scope = liesInAny(sign) ? scopeOf(sign, scopes) : undefined;
  if (scope) return { standing: scope.standing, cue: scope.cue };
  return aboutAnimal(sign, text) ?? inThePast(sign, text) ?? PRESENT;
}

const PRESENT: Judgement = { standing: 'present' };

function liesInAny({ from, to }: Stretch): boolean {
  for (let token = from; token <= to; token++) if (SCOPES_OF.first(token) !== 0) return true;
  return false;
}

function scopeOf(sign: Mark, scopes: readonly Scope[]): Scope | undefined {
  const { parts } = sign;
  const own = parts.length > 0 ? parts : [sign];
  const symptoms = parts.filter(({ name }) => !PLACES.has(name));
  for (const { from } of symptoms.length > 0 ? symptoms : [sign]) {
    for (let link = SCOPES_OF.first(from); link !== 0; link = SCOPES_OF.next(link)) {
      const scope = scopes[SCOPES_OF.value(link)]!;
      if (scope.standing === 'definition' || !own.some((part) => overlaps(scope.cue, part))) return scope;
    }
  }
  return undefined;
}

function denials(text: Text): Scope[] {
  const real = (name: Cue) => text.of(name).filter((cue) => !text.touches('not-a-denial', cue));
  const before = (name: Cue, reach: number) =>
    real(name)
      .map((cue) => ({
        standing: 'denied' as const,
        cue,
        from: cue.to + 1,
        to: text.endOfList(cue.to, reach),
      }))
      .filter(({ cue, to }) => !text.isUntilNow(cue, to));
  // "Is chest pain normal" asks because there is some.
  const told = (name: Cue) => real(name).filter((cue) => !text.isAsked(cue));
  const behind = (cue: Mark, from: number) => ({ standing: 'denied' as const, cue, from, to: cue.from - 1 });
  const after = (name: Cue, reach: number) => told(name).map((cue) => behind(cue, text.backTo(cue.from, reach)));
  // "Numbness no, weakness no", "chest pain? no", but not "numbness and no pain".
  const answers = told('no')
    .filter((cue) => text.endsClause(cue.to) && !text.touches('resolved', cue))
    .map((cue) => behind(cue, text.backTo(text.answers(cue.from) ? cue.from - 1 : cue.from, REACH.denied)));
  return [
    ...before('no', REACH.no),
    ...before('not', REACH.not),
    ...after('denied', REACH.denied),
    ...after('fine', REACH.fine),
    ...answers,
    ...saidNo(text),
  ];
}

/** "Physio asked if I had numbness and I said no"; without the answer it may be so. */
function saidNo(text: Text): Scope[] {
  return text.of('reported-question').flatMap((asked) => {
    const answer = text.within('said-no', asked.to + 1, text.around(asked.to, 0, 1).to);
    const isTrue =
      answer &&
      !text.touches('not-a-denial', answer) &&
      !text.has('present', answer.to, text.around(answer.to, 0, 1).to);
    return isTrue ? [{ standing: 'denied', cue: answer, from: asked.to + 1, to: answer.from - 1 }] : [];
  });
}

function hypotheses(text: Text): Scope[] {
  const ifs = text
    .of('if')
    .filter((cue) => !text.touches('real-if', cue))
    .map((cue) => ({ cue, from: cue.to + 1, to: text.endOfCondition(cue.to, REACH.if) }));
  const mays = text
    .of('might-happen')
    .map((cue) => ({ cue, from: cue.to + 1, to: text.endOfClause(cue.to, REACH.may) }))
    .filter(({ from, to }) => !text.has('possessive', from, to));
  // "Can this make my bum numb? It has been since yesterday."
  const isStill = ({ from, to }: Stretch) => text.has('present', from, text.around(to, 0, 1).to);
  const warnings = text
    .of('warned')
    .map((cue) => ({ cue, from: cue.to + 1, to: text.endOfFear(cue.to, REACH.may) }))
    .filter((scope) => !isStill(scope));
  const questions = text
    .of('whether-it-can')
    .map((cue) => ({ cue: { ...cue, to: cue.to - 1 }, from: cue.to, to: text.endOfFear(cue.to, REACH.may) }))
    .filter((scope) => !isStill(scope));
  return [...ifs, ...mays, ...warnings, ...questions].map((scope) => ({ standing: 'hypothetical', ...scope }));
}

/** "What is saddle numbness" asks about a word; "what is it when my bum is numb" tells of a person. */
function definitions(text: Text): Scope[] {
  const scopes: Scope[] = [];
  for (const sentence of text.sentences) {
    const asked = whatIsAsked(sentence, text);
    if (asked) {
      // "Weakness in the legs, whats the fix" tells first.
      scopes.push({ standing: 'definition', cue: asked, from: text.partFrom(asked.from), to: sentence.to });
      continue;
    }
    const studied = whatIsStudied(sentence, text);
    if (studied) scopes.push({ standing: 'definition', cue: studied, ...sentence });
  }
  return scopes;
}

function whatIsAsked(sentence: Stretch, text: Text): Mark | undefined {
  for (const cue of text.first('what-is', sentence, QUESTIONS)) {
    const isTold = text.has('personal', sentence.from, cue.from - 1) || text.has('personal', cue.to + 1, sentence.to);
    if (!isTold) return cue;
  }
  return undefined;
}

function whatIsStudied(sentence: Stretch, text: Text): Mark | undefined {
  const [cue] = text.first('studying', sentence, 1);
  if (!cue || text.has('present', sentence.from, sentence.to)) return undefined;
  const isOfSomeone = text
    .of('possessive')
    .some((one) => one.from >= sentence.from && one.to <= sentence.to && !overlaps(one, cue));
  return isOfSomeone ? undefined : cue;
}

function aboutAnimal(sign: Mark, text: Text): Judgement | undefined {
  const animals = text.of('animal');
  const cue = animals[firstAfter(animals, sign.from) - 1];
  if (!cue || cue.to >= sign.from || sign.from - cue.to > REACH.animal) return undefined;
  return text.has('first-person', cue.to + 1, sign.to + AFTERTHOUGHT) ? undefined : { standing: 'animal', cue };
}

/**
 * "Had it in 2019, fine now" is the past. "Years ago, and again since yesterday" is not, and what went away within
 * the last day or two still counts.
 */
function inThePast(sign: Mark, text: Text): Judgement | undefined {
  const { from } = text.sentence(sign.from);
  const { to } = text.sentence(sign.to);
  const here = isHere(sign, text, from, to);
  const gone = text.within('resolved', sign.from + 1, text.around(sign.to, 0, 2).to);
  const over = gone && !text.touches('unresolved', gone) ? gone : undefined;
  const near = text.around(sign.from, 2, 2);
  const ago = text.within('long-ago', from, to) ?? (over && text.within('long-ago', near.from, near.to));
  if (ago && (over || !here)) return { standing: 'past', cue: ago };
  if (over && !here && text.of('recent').length === 0) return { standing: 'over', cue: over };
  return undefined;
}

/** Words such as "since" or "again" in the sentence, or a verb of the present in the sign; "fine now" is neither. */
function isHere(sign: Mark, text: Text, from: number, to: number): boolean {
  const cue = text.within('present', from, to);
  return (cue !== undefined && !text.touches('resolved', cue)) || text.has('happening', sign.from - 2, sign.to);
}

const overlaps = (a: Stretch, b: Stretch) => a.from <= b.to && b.from <= a.to;
