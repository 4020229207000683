import type { CoolingLossStudy } from '../../domain/assessment/cooling-loss-study.js';
import { formatNumber } from '../../domain/assessment/sentence.js';
import type { CoolingLoss } from '../../domain/cooling/cooling-loss.js';
import type { AirReport } from '../../domain/drawing/air-report.js';
import { degrees } from '../../domain/drawing/heat-map.js';
import type { Scene } from '../../domain/drawing/scene.js';
import { legendStrip, lineOfText } from '../look/furniture.js';
import { sceneItems, type Face } from '../look/scene-items.js';
import { listPages } from './list-pages.js';
import { AREA, type ReportPage } from './page.js';
import { sheetItems, wholeSheet } from './plan-pages.js';
import type { Cell } from './table.js';

const CHAPTER = 'Air and water';
/** mm. */
const HEADING = 4.5;
const REMARK = 2.7;

/** Inlet temperatures of every room before and after its worst loss of a unit, the balance of its aisles, and every loss. */
export function airPages({ heatMaps, balances, losses }: AirReport, face: Face): readonly ReportPage[] {
  return [
    ...heatMaps.map((scene): ReportPage => ({
      title: scene.title,
      scale: `1:${String(scene.scale)}`,
      bookmark: { chapter: CHAPTER, entry: scene.title },
      items: () => sheetItems(scene, wholeSheet(scene), face),
    })),
    ...balances.map((scene) => balancePage(scene, face)),
    ...lossPages(losses, face),
  ];
}

function balancePage(scene: Scene, face: Face): ReportPage {
  const top = HEADING + REMARK + 12;
  return {
    title: scene.title,
    scale: '–',
    bookmark: { chapter: CHAPTER, entry: scene.title },
    items: () => [
      ...lineOfText(scene.title, {
        at: [AREA.x, AREA.y + HEADING],
        size: HEADING,
        maxWidth: AREA.width,
        face,
        bold: true,
      }),
      ...lineOfText(scene.notes.join('. '), {
        at: [AREA.x, AREA.y + HEADING + REMARK + 2.5],
        size: REMARK,
        maxWidth: AREA.width,
        face,
      }),
      ...legendStrip(scene, { at: [AREA.x, AREA.y + top - 4], face }),
      ...sceneItems({ scene, scale: 1, window: scene.extent, at: [AREA.x, AREA.y + top] }, face),
    ],
  };
}

const VERDICT_WORDS: Readonly<Record<CoolingLoss['verdict'], string>> = {
  holds: 'holds',
  'above-limit': 'racks above their limit',
  'liquid-short': 'liquid is short',
  'plant-short': 'heat rejection short',
  'no-steady-state': 'warms without limit',
  unknown: 'not known',
};

function lossPages(study: CoolingLossStudy, face: Face): readonly ReportPage[] {
  const timelines = study.timelines.flatMap((line) =>
    line.events.map(({ atS, what, inletC }, k): readonly Cell[] => [
      { text: k === 0 ? line.room : '', bold: true },
      { text: k === 0 ? line.verdict.replace('-', ' ') : '', bold: line.verdict !== 'in-time' },
      { text: `${atS.toFixed(0)} s` },
      { text: what.replaceAll('-', ' ') },
      { text: inletC === null ? '?' : `${degrees(inletC)} °C` },
      {
        text:
          k > 0
            ? ''
            : `${line.rideThroughS === null ? '?' : line.rideThroughS.toFixed(0)} s until ${degrees(line.limitC)} °C${line.missing.length === 0 ? '' : `; not stated: ${line.missing.join(', ')}`}`,
      },
    ]),
  );
  return [
    ...listPages(
      {
        title: 'Losses of cooling',
        chapter: CHAPTER,
        entry: 'Losses of cooling',
        remark:
          'Every unit, redundancy group, power element that feeds cooling, water loop and plant, lost in turn; worst first. Return and inlets are those of the steady state that follows.',
        table: {
          columns: [
            { title: 'Lost', widthMm: 110 },
            { title: 'Verdict', widthMm: 42 },
            { title: 'Room', widthMm: 38 },
            { title: 'Worst rack', widthMm: 30 },
            { title: 'Inlet', widthMm: 24, align: 'end' },
            { title: 'Limit', widthMm: 24, align: 'end' },
            { title: 'Racks above', widthMm: 26, align: 'end' },
            { title: 'Return', widthMm: 24, align: 'end' },
            { title: 'Capacity left, kW', widthMm: 32, align: 'end' },
            { title: 'Heat, kW', widthMm: 24, align: 'end' },
          ],
          rows: study.losses.flatMap((loss) => lossRows(loss)),
        },
      },
      face,
    ),
    ...listPages(
      {
        title: 'When the mains are lost',
        chapter: CHAPTER,
        entry: 'When the mains are lost',
        remark:
          'Two thermal masses, air and equipment; walls and floor are left out. UPS autonomy, generator start, water store, restart of chillers.',
        table: {
          columns: [
            { title: 'Room', widthMm: 50 },
            { title: 'Verdict', widthMm: 30 },
            { title: 'After', widthMm: 24, align: 'end' },
            { title: 'What', widthMm: 60 },
            { title: 'Inlets', widthMm: 30, align: 'end' },
            { title: 'Without any cooling', widthMm: 150 },
          ],
          rows: timelines,
        },
      },
      face,
    ),
  ];
}

function lossRows({ causes, verdict, rooms, loops }: CoolingLoss): readonly (readonly Cell[])[] {
  const names = causes.map(({ name }) => name);
  const lost =
    names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${String(names.length - 8)} more` : names.join(', ');
  const isNoWorse = verdict === 'holds' && rooms.some(({ racksAbove }) => racksAbove.length > 0);
  const head: readonly Cell[] = [
    { text: lost, bold: true },
    { text: isNoWorse ? 'no worse than before' : VERDICT_WORDS[verdict], bold: isNoWorse || verdict !== 'holds' },
  ];
  if (rooms.length === 0) {
    const [loop] = loops;
    const plant = loop === undefined ? '' : `loop ${loop.loop}`;
    return [
      [
        ...head,
        { text: plant },
        { text: '' },
        { text: '' },
        { text: '' },
        { text: '' },
        { text: '' },
        { text: kilowatts(loop?.capacityW ?? null) },
        { text: kilowatts(loop?.loadW ?? null) },
      ],
    ];
  }
  return rooms.map((room) => [
    ...head,
    { text: room.room },
    { text: room.worstRack ?? '' },
    { text: room.worstInletC === null ? '∞' : degrees(room.worstInletC) },
    { text: degrees(room.worstLimitC) },
    { text: room.state === 'warms-without-limit' ? 'all' : String(room.racksAbove.length) },
    { text: room.returnC === null ? '∞' : degrees(room.returnC) },
    { text: kilowatts(room.capacityW) },
    { text: kilowatts(room.heatW) },
  ]);
}

function kilowatts(watt: number | null): string {
  return watt === null ? '?' : formatNumber(Math.round(watt / 100) / 10);
}
