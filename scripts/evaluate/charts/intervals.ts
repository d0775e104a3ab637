import type { CustomSeriesOption } from 'echarts';

/** A point with its interval: place on the first axis, then low and high on the second one. */
export type Interval = readonly [place: number | string, low: number, high: number];

const CAP = 5;

/** Whiskers from low to high. On a chart that lies on its side the first axis is the vertical one. */
export function whiskers(intervals: readonly Interval[], { lying = false, shift = 0 } = {}): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: 5,
    data: intervals.map((interval) => [...interval]),
    renderItem: (_, api) => {
      const at = (value: number | string) =>
        lying ? api.coord([value, api.value(0)]) : api.coord([api.value(0), value]);
      const [from, to] = [at(api.value(1)), at(api.value(2))].map(([x = 0, y = 0]) =>
        lying ? ([x, y + shift] as const) : ([x + shift, y] as const),
      );
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: '#333333', lineWidth: 1 },
      });
      const cap = ([x, y]: readonly [number, number]) =>
        lying ? line(x, y - CAP, x, y + CAP) : line(x - CAP, y, x + CAP, y);
      return { type: 'group', children: [line(...from!, ...to!), cap(from!), cap(to!)] };
    },
  };
}
