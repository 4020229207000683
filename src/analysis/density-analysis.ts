import type { AssessedSite } from '../domain/assessment/assessment.js';
import { densityDecision, type DensityDecision } from '../domain/assessment/density.js';
import { roomOf, unknownName } from './drawing.js';

export type DensityAnswer =
  { readonly ok: true; readonly decision: DensityDecision } | { readonly ok: false; readonly reason: string };

/** The density decision of a room, the same for the command line and the service. */
export function densityOf(
  assessed: AssessedSite,
  {
    deviceType,
    room,
    artifact,
  }: { readonly deviceType: string; readonly room: string | null; readonly artifact: string | null },
): DensityAnswer {
  const { index } = assessed;
  const { artifacts, rooms } = index.snapshot;
  const wanted = roomOf(
    rooms.filter(({ name }) => (index.racksByRoom.get(name)?.length ?? 0) > 0),
    room,
  );
  if (!wanted.ok) return wanted;
  const counted =
    artifact === null
      ? artifacts.length === 1
        ? artifacts[0]
        : undefined
      : artifacts.find(({ name }) => name === artifact);
  if (artifact !== null && counted === undefined) {
    return {
      ok: false,
      reason: unknownName(
        'artifact',
        artifact,
        artifacts.map(({ name }) => name),
      ),
    };
  }
  const decision = densityDecision(assessed, { room: wanted.room, deviceType, artifact: counted ?? null });
  return decision === null
    ? { ok: false, reason: unknownName('device type', deviceType, [...index.deviceTypes.keys()]) }
    : { ok: true, decision };
}
