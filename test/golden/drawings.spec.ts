import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { powerDiagramsOf } from '../../src/analysis/power-analysis.js';
import { elevationScene } from '../../src/domain/drawing/elevation.js';
import { elevationGroups } from '../../src/domain/drawing/elevation-groups.js';
import { floorPlanScene } from '../../src/domain/drawing/floor-plan.js';
import type { Point, Scene, Shape } from '../../src/domain/drawing/scene.js';
import { meets, textBox } from '../../src/domain/drawing/text-boxes.js';
import { assessedHall, HALLS } from '../reports/assessed-halls.js';

/** A drawing as text, one line for each shape: what must not change unseen, and nothing of how it is rendered. */
function described({ title, unit, scale, shapes, notes }: Scene): string {
  return [`${title} in ${unit} at 1:${String(scale)}`, ...shapes.map(line), ...notes, ''].join('\n');
}

function line(shape: Shape): string {
  switch (shape.shape) {
    case 'polygon':
      return `polygon ${shape.style}${shape.band === undefined ? '' : ` ${shape.band}`} ${shape.points.map(at).join(' ')}`;
    case 'line':
      return `line ${shape.style} ${shape.points.map(at).join(' ')}`;
    case 'text':
      return `text ${shape.style} ${at(shape.at)} ${shape.text}`;
    case 'mark':
      // Without its number, which every new rule may move.
      return `mark ${shape.severity} ${at(shape.at)}`;
    case 'after-loss':
      return `after loss ${at(shape.at)}`;
  }
}

function at([x, y]: Point): string {
  return `${x.toFixed(2)},${y.toFixed(2)}`.replaceAll('-0.00', '0.00');
}

/** Compares with the file; with UPDATE_GOLDEN=1 writes it, to be read in the diff. */
function expectGolden(name: string, text: string): void {
  const file = new URL(`drawings/${name}.txt`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(existsSync(file)).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(HALLS)('%s', (hall) => {
  const assessed = assessedHall(hall);
  const rooms = assessed.index.snapshot.rooms;

  it.each(rooms.map((room) => [room.name, room] as const))('is drawn as before: %s', (name, room) => {
    expectGolden(`${hall}.${name.toLowerCase().replaceAll(' ', '-')}`, described(floorPlanScene(assessed, room)));
  });

  it('has elevations drawn as before', () => {
    const scenes = elevationGroups(assessed).flatMap(({ racks, faces }) =>
      faces.map((face) => elevationScene(assessed, { rack: racks[0] ?? '', face })),
    );
    expectGolden(`${hall}.elevations`, scenes.map(described).join('\n'));
  });

  it('has a single-line diagram drawn as before, no two of its texts in one another', () => {
    const [scene] = powerDiagramsOf(assessed);
    if (scene === undefined) throw new Error('no diagram');
    expectGolden(`${hall}.single-line`, described(scene));
    const boxes = scene.shapes.flatMap((shape) => (shape.shape === 'text' ? [textBox(shape)] : []));
    expect(boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => meets(a, b)))).toEqual([]);
  });

  it.each([25, 50, 75, 100, 200])('has no two texts on a plan in one another at 1:%s', (scale) => {
    for (const room of rooms) {
      const texts = floorPlanScene(assessed, room, { scale }).shapes.flatMap((shape) =>
        shape.shape === 'text' ? [{ text: shape.text, box: textBox(shape) }] : [],
      );
      const overlaps = texts.flatMap((a, k) => texts.slice(k + 1).filter((b) => meets(a.box, b.box)).map((b) => `${a.text} and ${b.text}`));
      expect(overlaps).toEqual([]);
    }
  });
});
