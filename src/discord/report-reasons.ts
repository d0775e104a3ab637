import type { ReportReason } from '../moderation/counters.js';

/** What members say of a passage that they report. */
export const REASONS: Readonly<Record<ReportReason, string>> = {
  incorrect: 'It says something wrong',
  outdated: 'It is out of date',
  harmful: 'It could harm somebody',
  unclear: 'It cannot be understood',
};
