import { createHash } from 'node:crypto';
import type { Passage } from './article.js';
import { MAX_PASSAGE_CHARACTERS } from './chunking.js';
import { lineAt, type Section } from './sections.js';

interface Span {
  readonly start: number;
  readonly end: number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Cuts a section into passages of at most {@link MAX_PASSAGE_CHARACTERS}, as few and as even in length as whole sentences allow.
 * A list stays in one piece together with the line that introduces it; such a piece can come out too long, which `check-corpus` reports.
 */
export function cutPassages(articleId: string, text: string, section: Section): Passage[] {
  return joinUnits(unitsOf(text, section)).map(({ start, end }) => {
    const passage = text.slice(start, end);
    return {
      id: passageId(articleId, passage),
      article: articleId,
      headings: section.headings,
      text: passage,
      start,
      end,
      lines: [lineAt(text, start), lineAt(text, end)],
      sources: section.sources,
    };
  });
}

/** 50 bits of a digest as 10 characters of base 32: among 100,000 passages the chance of any two agreeing is about 4 in a million. */
function passageId(articleId: string, passage: string): string {
  const digest = createHash('sha256').update(`${articleId}\n${passage}`).digest();
  const bits = digest.readBigUInt64BE() >> 14n;
  return bits.toString(32).padStart(10, '0');
}

/** The smallest pieces that may not be cut: sentences, and lists with what introduces them. */
function unitsOf(text: string, { blocks }: Section): Span[] {
  const units: Span[] = [];
  for (const { type, start, end } of blocks) {
    const before = units.at(-1);
    if (type === 'paragraph') {
      units.push(...sentencesOf(text, start, end));
    } else if (before && type === 'list') {
      units[units.length - 1] = { start: before.start, end };
    } else {
      units.push({ start, end });
    }
  }
  return units;
}

function sentencesOf(text: string, start: number, end: number): Span[] {
  // A line end would count as the end of a sentence, also where an author only wraps lines.
  const oneLine = text.slice(start, end).replaceAll(/\s/g, ' ');
  return Array.from(sentences.segment(oneLine), ({ index, segment }) => ({
    start: start + index,
    end: start + index + segment.trimEnd().length,
  }));
}

function joinUnits(units: readonly Span[]): Span[] {
  const first = units[0];
  const last = units.at(-1);
  if (!first || !last) return [];
  const total = last.end - first.start;
  const target = total / Math.ceil(total / MAX_PASSAGE_CHARACTERS);
  const joined: Span[] = [];
  let current = first;
  for (const unit of units.slice(1)) {
    const grown = unit.end - current.start;
    const reachedTarget = current.end - current.start >= target;
    if (grown <= MAX_PASSAGE_CHARACTERS && !reachedTarget) {
      current = { start: current.start, end: unit.end };
    } else {
      joined.push(current);
      current = unit;
    }
  }
  joined.push(current);
  return joined;
}
