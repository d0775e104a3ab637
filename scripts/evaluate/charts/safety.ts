import type { SafetyReport } from '../safety-report.js';
import { asPercent, draw } from './draw.js';
import { whiskers } from './intervals.js';

const ROW = 24;
const REST = 140;

/** How many messages with a red flag are recognised, flag by flag. */
export function drawSafety(subtitle: string, { byFlag }: SafetyReport): string {
  const flags = Object.entries(byFlag).toReversed();
  return draw(
    'Red flags recognised',
    subtitle,
    {
      grid: { left: 190, right: 40, bottom: 40, top: 80 },
      xAxis: { type: 'value', min: 0, max: 1, axisLabel: { formatter: asPercent } },
      yAxis: { type: 'category', data: flags.map(([flag, { of }]) => `${flag} (${of})`), axisLabel: { interval: 0 } },
      series: [
        { type: 'bar', data: flags.map(([, { hits, of }]) => hits / of) },
        whiskers(
          flags.map(([, { low, high }], at) => [at, low, high]),
          { lying: true },
        ),
      ],
    },
    REST + ROW * flags.length,
  );
}
