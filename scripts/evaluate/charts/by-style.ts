import type { RetrievalReport } from '../retrieval-report.js';
import { asPercent, draw } from './draw.js';
import { whiskers } from './intervals.js';

const BAR = 18;

/** hit@1 and hit@3 by how the question is written. */
export function drawByStyle(subtitle: string, { byStyle }: RetrievalReport): string {
  const styles = Object.entries(byStyle);
  const names = styles.map(([style, { hit1 }]) => `${style}\n(${hit1.count})`);
  const bars = (name: string, key: 'hit1' | 'hit3', shift: number) => [
    { type: 'bar' as const, name, barWidth: BAR, barGap: '20%', data: styles.map(([, quality]) => quality[key].mean) },
    whiskers(
      styles.map(([, quality], at) => [at, quality[key].low, quality[key].high]),
      { shift },
    ),
  ];
  const middle = (BAR * 1.2) / 2;
  return draw('Questions answered by style', subtitle, {
    grid: { left: 60, right: 30, bottom: 60, top: 100 },
    legend: { top: 60, data: ['hit@1', 'hit@3'] },
    xAxis: { type: 'category', data: names, axisLabel: { interval: 0 } },
    yAxis: { type: 'value', min: 0, max: 1, axisLabel: { formatter: asPercent } },
    series: [...bars('hit@1', 'hit1', -middle), ...bars('hit@3', 'hit3', middle)],
  });
}
