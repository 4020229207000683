import type { Chart, Series } from '../../domain/drawing/chart.js';
import { axisMarks, type AxisMarks } from './chart-axis.js';
import { lineOfText } from './furniture.js';
import type { Look } from './look.js';
import type { Face } from './scene-items.js';
import type { Box, Item, Spot } from './sheet.js';

const plain: Look = { fill: null, hatch: 'none', hatchColour: '#000000', stroke: '#222222', widthMm: 0.2, dashMm: [] };
const GRID: Look = { ...plain, stroke: '#dddddd', widthMm: 0.12 };
const FRAME: Look = { ...plain, stroke: '#000000', widthMm: 0.25 };
const LIMIT: Look = { ...plain, stroke: '#a40000', widthMm: 0.35, dashMm: [2, 1] };

/** Series differ in colour, in dashes and in fill, so that they are told apart in grey as well. */
const LINES: readonly Look[] = [
  { ...plain, stroke: '#1f4e79', widthMm: 0.5 },
  { ...plain, stroke: '#b4581a', widthMm: 0.5, dashMm: [2.4, 0.8] },
  { ...plain, stroke: '#3a6b3a', widthMm: 0.5, dashMm: [0.8, 0.8] },
  { ...plain, stroke: '#6a3d8a', widthMm: 0.5, dashMm: [3, 0.8, 0.8, 0.8] },
  { ...plain, stroke: '#555555', widthMm: 0.5, dashMm: [4, 1.2] },
];
const FILLS: readonly Pick<Look, 'fill' | 'hatch' | 'hatchColour'>[] = [
  { fill: '#c6d9ec', hatch: 'none', hatchColour: '#1f4e79' },
  { fill: '#f6dcc8', hatch: 'rising', hatchColour: '#b4581a' },
  { fill: '#d5e6d5', hatch: 'falling', hatchColour: '#3a6b3a' },
];

const TEXT_MM = 2.6;
const LEGEND_LINE_MM = 4.4;
const POINT_MM = 1;

/** A chart in a box on paper: axes with round marks, series, limits, and a legend under it where there are several series. */
export function chartItems(chart: Chart, { box, face }: { readonly box: Box; readonly face: Face }): readonly Item[] {
  const legendLines = chart.series.length > 1 ? chart.series.length : 0;
  const plot: Box = {
    x: box.x + 18,
    y: box.y + 9,
    width: box.width - 22,
    height: box.height - 23 - legendLines * LEGEND_LINE_MM,
  };
  const points = chart.series.flatMap((series) => series.points);
  const limitsOf = (axis: 'x' | 'y') => chart.limits.filter((limit) => limit.axis === axis).map(({ value }) => value);
  const x = axisMarks(chart.x, [...points.map(([at]) => at), ...limitsOf('x')]);
  const y = axisMarks(chart.y, [...points.map(([, at]) => at), ...limitsOf('y')], 6);
  const spot = (at: readonly [number, number]): Spot => [
    plot.x + x.place(at[0]) * plot.width,
    plot.y + (1 - y.place(at[1])) * plot.height,
  ];
  const inPlot = chart.series.flatMap((series, k) => seriesItems(series, k, { plot, spot, x, y }));
  return [
    ...lineOfText(chart.title, { at: [box.x, box.y + 4], size: 3.4, maxWidth: box.width, face, bold: true }),
    ...axisItems(chart, { plot, x, y, face }),
    { item: 'clip', box: plot, items: inPlot },
    { item: 'path', points: cornersOf(plot), closed: true, look: FRAME },
    ...limitItems(chart, { plot, spot, x, y, face }),
    ...chart.series.flatMap((series) => labelItems(series, { plot, spot, face })),
    ...(legendLines === 0
      ? []
      : legendItems(chart.series, { at: [plot.x, plot.y + plot.height + 14], widthMm: plot.width, face })),
  ];
}

interface Plot {
  readonly plot: Box;
  readonly spot: (at: readonly [number, number]) => Spot;
  readonly x: AxisMarks;
  readonly y: AxisMarks;
}

function seriesItems(series: Series, k: number, { plot, spot, x, y }: Plot): readonly Item[] {
  const line = LINES[k % LINES.length] ?? plain;
  const shown = series.points.filter(([px, py]) => Number.isFinite(x.place(px)) && Number.isFinite(y.place(py)));
  if (series.kind === 'points') return shown.map((point) => markItem(spot(point), line));
  if (series.kind === 'line')
    return shown.length < 2 ? [] : [{ item: 'path', points: shown.map(spot), closed: false, look: line }];
  const floor = plot.y + plot.height;
  const look: Look = { ...line, dashMm: [], widthMm: 0.15, ...(FILLS[k % FILLS.length] ?? {}) };
  const edges = shown.map(([px], i) => shown[i + 1]?.[0] ?? edgeAfter(px, shown[i - 1]?.[0] ?? px, x.isLog));
  if (series.kind === 'bars') {
    return shown.map((point, i): Item => {
      const [left, top] = spot(point);
      const right = Math.max(left + 0.2, spot([edges[i] ?? point[0], point[1]])[0]);
      return {
        item: 'path',
        closed: true,
        look,
        points: [
          [left, floor],
          [left, top],
          [right, top],
          [right, floor],
        ],
      };
    });
  }
  const stairs = shown.flatMap((point, i): readonly Spot[] => [spot(point), spot([edges[i] ?? point[0], point[1]])]);
  return stairs.length < 2 ? [] : [{ item: 'path', points: stairs, closed: false, look: { ...line, widthMm: 0.3 } }];
}

/** Where the last bar or step ends: as far on as the one before began, on a log axis by as large a factor. */
function edgeAfter(last: number, before: number, isLog: boolean): number {
  return isLog ? (last * last) / before : 2 * last - before;
}

function markItem([x, y]: Spot, look: Look): Item {
  const points: readonly Spot[] = [
    [x - POINT_MM, y],
    [x, y - POINT_MM],
    [x + POINT_MM, y],
    [x, y + POINT_MM],
  ];
  return { item: 'path', points, closed: true, look: { ...look, fill: look.stroke, dashMm: [], widthMm: 0.1 } };
}

function axisItems(chart: Chart, { plot, x, y, face }: Omit<Plot, 'spot'> & { readonly face: Face }): readonly Item[] {
  const bottom = plot.y + plot.height;
  const across = x.marks.flatMap(({ value, text }): readonly Item[] => {
    const at = plot.x + x.place(value) * plot.width;
    return [
      {
        item: 'path',
        points: [
          [at, plot.y],
          [at, bottom],
        ],
        closed: false,
        look: GRID,
      },
      ...lineOfText(text, {
        at: [at, bottom + 4],
        size: TEXT_MM,
        maxWidth: plot.width / Math.max(5, x.marks.length),
        face,
        anchor: 'middle',
      }),
    ];
  });
  const up = y.marks.flatMap(({ value, text }): readonly Item[] => {
    const at = bottom - y.place(value) * plot.height;
    return [
      {
        item: 'path',
        points: [
          [plot.x, at],
          [plot.x + plot.width, at],
        ],
        closed: false,
        look: GRID,
      },
      ...lineOfText(text, { at: [plot.x - 1.2, at + 0.9], size: TEXT_MM, maxWidth: 12, face, anchor: 'end' }),
    ];
  });
  const [xName] = lineOfText(chart.x.label, {
    at: [plot.x + plot.width / 2, bottom + 8.5],
    size: TEXT_MM,
    maxWidth: plot.width,
    face,
    anchor: 'middle',
  });
  const [yName] = lineOfText(chart.y.label, {
    at: [plot.x - 14.5, plot.y + plot.height / 2],
    size: TEXT_MM,
    maxWidth: plot.height,
    face,
    anchor: 'middle',
  });
  return [
    ...across,
    ...up,
    ...(xName === undefined ? [] : [xName]),
    ...(yName === undefined ? [] : [{ ...yName, rotationDeg: 90 }]),
  ];
}

function limitItems(chart: Chart, { plot, spot, x, y, face }: Plot & { readonly face: Face }): readonly Item[] {
  let upright = 0;
  return chart.limits.flatMap(({ axis, value, label }): readonly Item[] => {
    const place = axis === 'x' ? x.place(value) : y.place(value);
    if (!(place >= 0 && place <= 1)) return [];
    const from = axis === 'x' ? spot([value, y.min]) : spot([x.min, value]);
    const to = axis === 'x' ? spot([value, y.max]) : spot([x.max, value]);
    // Labels of upright lines stand one below the other, so that close lines do not write over each other, and on the side
    // that has room for them.
    if (axis === 'x') upright += 1;
    const isLeft = axis === 'x' && place > 0.6;
    const at: Spot =
      axis === 'x' ? [from[0] + (isLeft ? -0.8 : 0.8), plot.y + 3.4 * upright] : [plot.x + 1, from[1] - 0.9];
    const maxWidth = axis === 'y' ? plot.width : isLeft ? at[0] - plot.x : plot.x + plot.width - at[0];
    const anchor = isLeft ? 'end' : 'start';
    return [
      { item: 'path', points: [from, to], closed: false, look: LIMIT },
      ...lineOfText(label, { at, size: TEXT_MM, maxWidth, face, colour: '#a40000', anchor }),
    ];
  });
}

function labelItems(
  { points, labels }: Series,
  { plot, spot, face }: Pick<Plot, 'plot' | 'spot'> & { readonly face: Face },
): readonly Item[] {
  return (labels ?? []).flatMap((label, i) => {
    const [x, y] = spot(points[i] ?? [NaN, NaN]);
    if (!Number.isFinite(x + y)) return [];
    const isRight = x > plot.x + plot.width * 0.6;
    // By turns below and above, so that close points do not write over each other; never into the axis.
    const below = y + 3.4;
    const isBelow = i % 2 === 0 && below < plot.y + plot.height - 0.5;
    const above = y - 1.4 - (i % 2 === 0 ? 3.4 : 0);
    return lineOfText(label, {
      at: [isRight ? x - 1.6 : x + 1.6, isBelow ? below : Math.max(plot.y + 3.4, above)],
      size: TEXT_MM,
      maxWidth: plot.width / 2,
      face,
      bold: true,
      anchor: isRight ? 'end' : 'start',
    });
  });
}

function legendItems(
  series: readonly Series[],
  { at: [x, y], widthMm, face }: { readonly at: Spot; readonly widthMm: number; readonly face: Face },
): readonly Item[] {
  return series.flatMap(({ name, kind }, k): readonly Item[] => {
    const middle = y + k * LEGEND_LINE_MM - 0.9;
    const line = LINES[k % LINES.length] ?? plain;
    const bar: Look = { ...line, dashMm: [], widthMm: 0.15, ...(FILLS[k % FILLS.length] ?? {}) };
    const sample: Item =
      kind === 'points'
        ? markItem([x + 4, middle], line)
        : kind === 'bars'
          ? { item: 'path', closed: true, look: bar, points: cornersOf({ x, y: middle - 1.2, width: 8, height: 2.4 }) }
          : {
              item: 'path',
              closed: false,
              look: line,
              points: [
                [x, middle],
                [x + 8, middle],
              ],
            };
    return [sample, ...lineOfText(name, { at: [x + 10, middle + 0.9], size: TEXT_MM, maxWidth: widthMm - 10, face })];
  });
}

function cornersOf({ x, y, width, height }: Box): readonly Spot[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}
