import { LEAST_OFF_TOPIC_SILENCE, MOST_FALSE_ABSTENTION } from '../goals.js';
import type { RetrievalReport } from '../retrieval-report.js';
import { asPercent, draw, percentAxis } from './draw.js';

/** How often the first quote would be wrong if so many messages were answered. */
export function drawRiskCoverage(subtitle: string, { riskCoverage, threshold }: RetrievalReport): string {
  const chosen = nearest(riskCoverage, threshold);
  return draw('Risk and coverage', subtitle, {
    grid: { left: 70, right: 40, bottom: 60, top: 80 },
    xAxis: percentAxis('messages answered, off-topic ones included'),
    yAxis: percentAxis('answers whose first quote does not help', 46),
    series: [
      {
        type: 'line',
        showSymbol: false,
        data: riskCoverage.filter(({ coverage }) => coverage > 0).map(({ coverage, risk }) => [coverage, risk]),
      },
      {
        type: 'scatter',
        data: [[chosen.coverage, chosen.risk]],
        label: { show: true, position: 'top', formatter: `threshold ${threshold}` },
      },
    ],
  });
}

/** How much silence on off-topic messages costs in silence on questions. */
export function drawSilence(subtitle: string, { riskCoverage, threshold }: RetrievalReport): string {
  const chosen = nearest(riskCoverage, threshold);
  return draw('Silence where it is right and where it is wrong', subtitle, {
    grid: { left: 70, right: 40, bottom: 60, top: 80 },
    xAxis: percentAxis('questions in scope left unanswered'),
    yAxis: percentAxis('off-topic messages left unanswered', 46),
    series: [
      {
        type: 'line',
        showSymbol: false,
        data: riskCoverage.map(({ falseAbstention, offTopicSilence }) => [falseAbstention, offTopicSilence]),
      },
      {
        type: 'scatter',
        data: [[chosen.falseAbstention, chosen.offTopicSilence]],
        label: { show: true, position: 'right', formatter: `threshold ${threshold}` },
      },
      {
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 12,
        data: [[MOST_FALSE_ABSTENTION, LEAST_OFF_TOPIC_SILENCE]],
        label: {
          show: true,
          position: 'right',
          formatter: `goal: ${asPercent(MOST_FALSE_ABSTENTION)}, ${asPercent(LEAST_OFF_TOPIC_SILENCE)}`,
        },
      },
    ],
  });
}

function nearest<T extends { readonly threshold: number }>(list: readonly T[], threshold: number): T {
  return list.reduce((best, one) =>
    Math.abs(one.threshold - threshold) < Math.abs(best.threshold - threshold) ? one : best,
  );
}
