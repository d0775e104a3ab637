import { sectionOf } from '../corpus/article.js';
import type { Generation } from '../search-index/generation.js';
import { nameSection } from './quarantine.js';
import type { Quarantine } from './standing.js';

type Passages = Pick<Generation, 'passages'>;

/**
 * A warning for each withheld section that a new text does not have: under another heading, or in an article with another id, members would see it
 * again. Where one of its passages stands elsewhere as it was, that place is named.
 */
export function lostQuarantines(
  quarantined: readonly Quarantine[],
  before: Passages | null,
  { passages }: Passages,
): string[] {
  const sections = new Set(passages.map((passage) => nameSection(sectionOf(passage))));
  return quarantined.flatMap((section) => {
    const name = nameSection(section);
    if (sections.has(name)) return [];
    const old = before?.passages.filter((passage) => nameSection(sectionOf(passage)) === name) ?? [];
    const texts = new Set(old.map(({ text }) => text));
    const moved = passages.find(({ text }) => texts.has(text));
    const place = moved
      ? ` Its text stands under "${nameSection(sectionOf(moved))}" there and would be shown again.`
      : '';
    return [
      `quarantined section "${name}" is not in the new text: release it, or quarantine its new name as soon as that is published.${place}`,
    ];
  });
}
