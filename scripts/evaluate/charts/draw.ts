import { init, type EChartsOption } from 'echarts';

const WIDTH = 720;
const HEIGHT = 420;

/** An SVG picture of a chart. The same chart gives the same bytes. */
export function draw(title: string, subtitle: string, option: EChartsOption, height = HEIGHT): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      color: ['#2f6db5', '#d9822b'],
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'sans-serif' },
      title: { text: title, subtext: subtitle, left: 'center' },
      ...option,
    });
    return `${numberAnew(chart.renderToSVGString())}\n`;
  } finally {
    chart.dispose();
  }
}

/** The library counts its charts and styles over the life of the process: names would depend on what was drawn before. */
function numberAnew(svg: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/zr\d+-([a-z]+)-?\d+/g, (name, kind: string) => {
    const known = names.get(name) ?? `${kind}-${names.size}`;
    names.set(name, known);
    return known;
  });
}

/** An axis for shares from 0 to 1. `nameGap` keeps its name off the labels, in pixels. */
export const percentAxis = (name: string, nameGap = 36) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameGap,
  min: 0,
  max: 1,
  axisLabel: { formatter: asPercent },
});

/** A whole-percent label for an axis that runs from 0 to 1. */
export const asPercent = (value: number) => `${Math.round(100 * value)}%`;
