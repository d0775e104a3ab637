import { sectionOf, type NamedSection, type PassagePlace } from '../corpus/article.js';
import type { NewDecision } from './decision.js';
import { RefusedError } from './refused-error.js';
import type { Standing } from './standing.js';

/** Longest reason, in characters. */
const MAX_REASON = 500;

/** What a moderator reads for a section, and may write instead of a passage's id. */
export function nameSection({ article, heading }: NamedSection): string {
  return `${article} › ${heading}`;
}

/**
 * The decision to withhold a section, named by the id of one of its passages or as `nameSection` writes it. `passages` are those of the live
 * generation, withheld ones included.
 * @throws {RefusedError}
 */
export function decideQuarantine(
  named: string,
  reason: string,
  by: string,
  passages: readonly PassagePlace[],
  standing: Standing,
): NewDecision {
  const section = sectionIn(passages, named);
  if (!section) {
    throw new RefusedError(
      `The live generation has no passage "${named}". Name a passage by its id, or a section as "article › heading".`,
    );
  }
  if (standing.withholds(section)) {
    throw new RefusedError(`"${nameSection(section)}" is withheld already. To give another reason, release it first.`);
  }
  const words = reason.trim();
  if (words === '' || words.length > MAX_REASON) {
    throw new RefusedError(`Say in at most ${MAX_REASON} characters why "${nameSection(section)}" is withheld.`);
  }
  return { kind: 'quarantine', by, ...section, reason: words };
}

/** The decision to show a withheld section again, named in the same way; its text may have gone from the corpus. @throws {RefusedError} */
export function decideRelease(
  named: string,
  by: string,
  passages: readonly PassagePlace[],
  { quarantined, withholds }: Standing,
): NewDecision {
  const section = quarantined.find((one) => nameSection(one) === named.trim()) ?? sectionIn(passages, named);
  if (!section || !withholds(section)) {
    const names = quarantined.map(nameSection).join(', ') || 'none';
    throw new RefusedError(`"${named}" is not withheld. Withheld are: ${names}.`);
  }
  return { kind: 'release', by, article: section.article, heading: section.heading };
}

function sectionIn(passages: readonly PassagePlace[], named: string): NamedSection | null {
  const name = named.trim();
  for (const passage of passages) {
    const section = sectionOf(passage);
    if (passage.id === name || nameSection(section) === name) return section;
  }
  return null;
}
