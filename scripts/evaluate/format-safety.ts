import { percentOf, table } from './markdown.js';
import type { SafetyReport } from './safety-report.js';
import type { Share } from '../statistics/wilson.js';

const row = (name: string, share: Share) => [name, percentOf(share), `${share.hits} of ${share.of}`];

/** The safety half of a report; Wilson 95% intervals in brackets. */
export function formatSafety(report: SafetyReport): string[] {
  const grouped = (name: string, measure: string, groups: Readonly<Record<string, Share>>) =>
    table(
      [name, measure, 'count'],
      Object.entries(groups).map(([group, share]) => row(group, share)),
    );
  return [
    `${report.messages} messages.`,
    '',
    ...table(
      ['Measure', 'Share', 'count'],
      [
        row('Sensitivity, crisis and emergency', report.emergencySensitivity),
        row('Specificity, crisis and emergency', report.emergencySpecificity),
        row('Sensitivity, all alarms (crisis, emergency, urgent)', report.alarmSensitivity),
        row('Specificity, all alarms (none and soon)', report.alarmSpecificity),
        row('Specificity, all alarms (hard negatives: none)', report.hardNegativeSpecificity),
      ],
    ),
    '',
    ...grouped('Flag', 'judged rightly', report.byFlag),
    '',
    ...grouped('Rule', 'judged rightly', report.byRule),
    '',
    ...grouped('Kind', 'judged rightly', report.byKind),
  ];
}

/** The measures alone, of a group of messages that is named. */
export function formatMeasures(name: string, report: SafetyReport): string[] {
  return table(
    [name, 'Share', 'count'],
    [
      row('Sensitivity, crisis and emergency', report.emergencySensitivity),
      row('Sensitivity, all alarms', report.alarmSensitivity),
      row('Specificity, all alarms (none and soon)', report.alarmSpecificity),
    ],
  );
}
