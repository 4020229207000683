/** Where a rack stands, as the floor room knows it: plain data, m on the plan. */
export interface RackPlace {
  readonly rack: string;
  readonly room: string;
  readonly centre: readonly [number, number];
  /** Along the front. */
  readonly widthM: number;
  readonly depthM: number;
  /** Direction that the front faces, ° clockwise from the y axis. */
  readonly frontBearingDeg: number;
  /** Rack or other thing in which the free depth ends in front of and behind it, `wall`, or null. */
  readonly frontEndsAt: string | null;
  readonly rearEndsAt: string | null;
  readonly frontM: number | null;
  readonly rearM: number | null;
}

/** m. Racks nearer than this along their row pass air to each other and none between them. */
const LARGEST_GAP_M = 0.3;
/** m. Fronts within this stand on one line. */
const LINE_TOLERANCE_M = 0.1;
/** m. Farther apart, racks back to back do not share a hot aisle. */
const DEEPEST_HOT_AISLE_M = 3.6;

export interface RackNeighbours {
  /** Racks to the nearer end of the unbroken run in which it stands, 0 for the last. */
  readonly racksToEnd: ReadonlyMap<string, number>;
  /** Racks side by side, and racks back to back across a hot aisle; each pair once. */
  readonly pairs: readonly (readonly [string, string])[];
}

/** Which racks stand side by side and which back to back. Time grows as n log n. */
export function rackNeighbours(places: readonly RackPlace[]): RackNeighbours {
  const lines = new Map<string, { readonly place: RackPlace; readonly alongM: number }[]>();
  const byName = new Map(places.map((place) => [place.rack, place]));
  for (const place of places) {
    const bearingRad = (place.frontBearingDeg * Math.PI) / 180;
    const [fx, fy] = [Math.sin(bearingRad), Math.cos(bearingRad)];
    const [x, y] = place.centre;
    const frontM = x * fx + y * fy + place.depthM / 2;
    const key = `${place.room}\u0000${place.frontBearingDeg.toFixed(1)}\u0000${String(Math.round(frontM / LINE_TOLERANCE_M))}`;
    const line = lines.get(key) ?? [];
    if (line.length === 0) lines.set(key, line);
    line.push({ place, alongM: x * fy - y * fx });
  }
  const racksToEnd = new Map<string, number>();
  const pairs: (readonly [string, string])[] = [];
  for (const line of lines.values()) {
    line.sort((a, b) => a.alongM - b.alongM);
    let run: string[] = [];
    const close = () => {
      run.forEach((rack, k) => racksToEnd.set(rack, Math.min(k, run.length - 1 - k)));
      run = [];
    };
    let endM = -Infinity;
    for (const { place, alongM } of line) {
      if (alongM - place.widthM / 2 > endM + LARGEST_GAP_M) close();
      const before = run.at(-1);
      if (before !== undefined) pairs.push([before, place.rack]);
      run.push(place.rack);
      endM = alongM + place.widthM / 2;
    }
    close();
  }
  for (const place of places) {
    const behind = byName.get(place.rearEndsAt ?? '');
    if (behind === undefined || place.rearM === null || place.rearM > DEEPEST_HOT_AISLE_M) continue;
    if (!isBackToBack(place, behind)) continue;
    const isFirst = place.rack < behind.rack;
    if (isFirst || behind.rearEndsAt !== place.rack)
      pairs.push(isFirst ? [place.rack, behind.rack] : [behind.rack, place.rack]);
  }
  return { racksToEnd, pairs };
}

/** Whether two racks turn their backs on each other, within 45°. */
function isBackToBack(a: RackPlace, b: RackPlace): boolean {
  return Math.abs(turnDeg(a.frontBearingDeg, b.frontBearingDeg) - 180) <= 45;
}

/** Turn from one bearing to another, 0 to 360°. */
export function turnDeg(fromDeg: number, toDeg: number): number {
  return (((toDeg - fromDeg) % 360) + 360) % 360;
}
