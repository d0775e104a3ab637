import type { Reliability } from '../reliability.js';
import { draw, percentAxis } from './draw.js';
import { whiskers } from './intervals.js';

/** Whether a confidence of 70% means that seven of ten first passages help. */
export function drawReliability(subtitle: string, { bins, error }: Reliability): string {
  return draw('Reliability of the confidence', `${subtitle}\nexpected calibration error ${(100 * error).toFixed(1)}%`, {
    grid: { left: 70, right: 40, bottom: 60, top: 90 },
    xAxis: percentAxis('confidence'),
    yAxis: percentAxis('first passage helps', 46),
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        lineStyle: { type: 'dashed', color: '#999999' },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        type: 'line',
        symbolSize: 8,
        data: bins.map(({ confidence, helped: { hits, of } }) => [confidence, hits / of]),
        label: {
          show: true,
          position: 'right',
          fontSize: 10,
          formatter: ({ dataIndex }) => `n ${bins[dataIndex]!.helped.of}`,
        },
      },
      whiskers(bins.map(({ confidence, helped }) => [confidence, helped.low, helped.high])),
    ],
  });
}
