import colors from 'picocolors';
import { headingOf, type PassagePlace } from '#src/corpus/article.js';
import { nameSection } from '#src/moderation/quarantine.js';
import type { Quarantine } from '#src/moderation/standing.js';

/** Two lines a section: which passages it has now, and who withheld it when and why. */
export function formatQuarantined(quarantined: readonly Quarantine[], passages: readonly PassagePlace[]): string {
  if (quarantined.length === 0) return 'Nothing is withheld.';
  return quarantined
    .map((one) => {
      const ids = passages
        .filter((passage) => passage.article === one.article && headingOf(passage) === one.heading)
        .map(({ id }) => id);
      const now = ids.length > 0 ? ids.join(', ') : 'no passage of the live generation';
      return `${colors.bold(nameSection(one))}  ${now}\n  ${one.at} by ${one.by}: ${one.reason}`;
    })
    .join('\n');
}
