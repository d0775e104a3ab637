import type { NamedSection } from '../corpus/article.js';
import type { Decision } from './decision.js';

/** A section that is withheld until it is released. */
export interface Quarantine extends NamedSection {
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
  readonly by: string;
}

/** What moderators have decided, as it stands now. Never changed: another decision makes another one. */
export interface Standing {
  /** Only safety notices are given. */
  readonly paused: boolean;
  /** In the order in which they were withheld. */
  readonly quarantined: readonly Quarantine[];
  readonly withholds: (section: NamedSection) => boolean;
}

/** What a list of decisions, oldest first, amounts to. Their times decide nothing: clocks may be wrong. */
export function standingAfter(decisions: readonly Decision[]): Standing {
  let paused = false;
  const quarantined = new Map<string, Quarantine>();
  for (const decision of decisions) {
    switch (decision.kind) {
      case 'pause':
        paused = true;
        break;
      case 'resume':
        paused = false;
        break;
      case 'quarantine': {
        const { article, heading, reason, at, by } = decision;
        quarantined.set(keyOf(decision), { article, heading, reason, at, by });
        break;
      }
      case 'release':
        quarantined.delete(keyOf(decision));
        break;
    }
  }
  return {
    paused,
    quarantined: [...quarantined.values()],
    withholds: (section) => quarantined.has(keyOf(section)),
  };
}

const keyOf = ({ article, heading }: NamedSection) => `${article}\n${heading}`;
