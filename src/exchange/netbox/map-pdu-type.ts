import type { OutletLegs, PduType } from '../../domain/site/kinds/pdu-type.js';
import { compact, plainName } from './component-ports.js';
import { connectorOf } from './connectors.js';
import { described, kilograms, stated, weightNotes, type MappedEntry } from './entry-facts.js';
import type { DeviceTypeFile } from './library-schemas.js';
import type { FieldNote } from './read-library-file.js';

type Outlet = NonNullable<PduType['outlets']>[number];
type FileOutlet = NonNullable<DeviceTypeFile['power-outlets']>[number];

/** What a plug fixes by its standard. The voltage is none of it: a plug of 250 V is used at 200, 208, 230 and 240 V. */
interface PlugFacts {
  readonly phases: 1 | 3;
  /** A per line; absent where the standard has the plug for several currents. */
  readonly ratedCurrentA?: number;
  /**
   * - `line`: an outlet hangs between a line and the neutral, because between two lines it would have 400 V (IEC 60309, 6 h)
   * - `either`: both are usual (L21-30: C13 between lines, 5-20R to the neutral)
   * - `between`: the plug has no neutral
   */
  readonly outlets: 'line' | 'either' | 'between' | 'single';
}

/** NEMA WD 6 and IEC 60309-2; CS8365C is a 50 A locking plug of three lines and earth. */
function plugFacts(type: string | undefined): PlugFacts | null {
  if (type === undefined) return null;
  if (type === 'cs8365c') return { phases: 3, ratedCurrentA: 50, outlets: 'between' };
  const nema = /^nema-l?(\d+)-(\d+)p$/.exec(type);
  if (nema !== null) {
    const ratedCurrentA = Number(nema[2]);
    const configuration = Number(nema[1]);
    if ([1, 5, 6, 7, 8].includes(configuration)) return { phases: 1, ratedCurrentA, outlets: 'single' };
    if ([15, 16, 17].includes(configuration)) return { phases: 3, ratedCurrentA, outlets: 'between' };
    return [21, 22, 23].includes(configuration) ? { phases: 3, ratedCurrentA, outlets: 'either' } : null;
  }
  if (/^iec-60320-c\d+$/.test(type) || /^iec-60309-(p-n|2p)-e-\d+h$/.test(type))
    return { phases: 1, outlets: 'single' };
  if (/^iec-60309-3p-n-e-6h$/.test(type)) return { phases: 3, outlets: 'line' };
  if (/^iec-60309-3p-n-e-\d+h$/.test(type)) return { phases: 3, outlets: 'either' };
  return /^iec-60309-3p-e-\d+h$/.test(type) ? { phases: 3, outlets: 'between' } : null;
}

const IS_PDU = /pdu|power distribution unit/i;
/** Below it, a bar without a word could be anything with a socket. */
const FEWEST_OUTLETS_OF_BAR = 4;
const IS_OTHER = /\b(ups|ats|transfer switch)\b/i;

/**
 * How a file tells that it describes a rack PDU, which has one inlet and outlets; null where it does not:
 * - `word`: it says so;
 * - `legs`: an outlet has a feed leg;
 * - `form`: it takes no units, and says of each of several outlets that it hangs on its one inlet, which states no draw. A
 *   UPS or a transfer switch that says as much of itself is none.
 */
export function rackPduSign(file: DeviceTypeFile): 'word' | 'legs' | 'form' | null {
  const outlets = file['power-outlets'] ?? [];
  const [inlet, ...others] = file['power-ports'] ?? [];
  if (outlets.length === 0 || inlet === undefined || others.length > 0) return null;
  const words = `${file.model} ${file.slug} ${file.description ?? ''} ${file.comments ?? ''}`;
  if (IS_OTHER.test(words)) return null;
  if (IS_PDU.test(words)) return 'word';
  if (outlets.some(({ feed_leg: leg }) => leg !== undefined)) return 'legs';
  const isBar = file.u_height === 0 && inlet.maximum_draw === undefined && outlets.length >= FEWEST_OUTLETS_OF_BAR;
  return isBar && outlets.every(({ power_port: port }) => port === inlet.name) ? 'form' : null;
}

/**
 * A rack PDU of the library. Plugs tell phases, and NEMA plugs amperes; what they do not tell stays unknown, and is taken
 * from what feeds the PDU or stated by the reader.
 *
 * `feed_leg` names a line only where an outlet must hang between a line and the neutral. Between two lines, one letter
 * cannot say which two; on one phase it names a bank; and one letter on every outlet of three phases is a form filled in.
 */
export function mapPduType(file: DeviceTypeFile): MappedEntry {
  const notes: FieldNote[] = [];
  const inlet = file['power-ports']?.[0];
  const facts = plugFacts(inlet?.type);
  const weightKg = kilograms(file.weight, file.weight_unit);
  notes.push(...weightNotes(weightKg, { given: file.weight, unit: file.weight_unit }));
  if (rackPduSign(file) === 'form') {
    const detail = 'no word says so: it takes no units, and every outlet hangs on its one inlet';
    notes.push({ class: 'reading', code: 'pdu-by-form', path: ['power-outlets'], detail });
  }
  if ((file.u_height ?? 1) > 0) {
    const detail = 'a rack PDU takes no units here; keep them free';
    notes.push({ class: 'left-out', code: 'pdu-units', path: ['u_height'], detail });
  }
  const outlets = outletsOf(file, facts, notes);
  const missing = ['inputVoltageLlV', ...(facts?.ratedCurrentA === undefined ? ['ratedCurrentA'] : [])].concat(
    facts === null ? ['phases'] : [],
  );
  const detail = `its plug does not tell ${missing.join(', ')}: taken from what feeds it, or unknown, until stated`;
  notes.push({ class: 'missing', code: 'pdu-rating-missing', path: ['power-ports', 0, 'type'], detail });
  return {
    collection: 'pduTypes',
    row: {
      slug: file.slug,
      ...described(file),
      ...stated({
        phases: facts?.phases,
        ratedCurrentA: facts?.ratedCurrentA,
        wiring: facts?.outlets === 'single' ? 'single-phase' : outlets.wye ? 'wye' : undefined,
        plug: connectorOf(inlet?.type),
        weightKg,
        outlets: compact(outlets.outlets),
      }),
    },
    notes,
  };
}

const LINES: Readonly<Record<string, OutletLegs>> = { A: 'L1-N', B: 'L2-N', C: 'L3-N' };

function outletsOf(
  file: DeviceTypeFile,
  facts: PlugFacts | null,
  notes: FieldNote[],
): { readonly outlets: readonly Outlet[]; readonly wye: boolean } {
  const given = file['power-outlets'] ?? [];
  const letters = new Set(given.map(({ feed_leg: leg }) => leg));
  const isFilledIn = facts?.phases === 3 && letters.size === 1 && given.length > 3;
  const taken = new Set<string>();
  const unread: number[] = [];
  const outlets = given.flatMap((outlet, i): readonly Outlet[] => {
    const name = plainName(outlet.name, ['power-outlets', i, 'name'], notes);
    if (taken.has(name)) {
      const detail = `the outlet ${name} is given twice; the second one is left out`;
      notes.push({ class: 'left-out', code: 'name-given-twice', path: ['power-outlets', i, 'name'], detail });
      return [];
    }
    taken.add(name);
    const legs = isFilledIn ? undefined : legsOf(outlet, facts);
    if (outlet.feed_leg !== undefined && legs === undefined) unread.push(i);
    const connector = connectorOf(outlet.type);
    return [{ name, ...(connector === undefined ? {} : { connector }), ...(legs === undefined ? {} : { legs }) }];
  });
  if (unread.length > 0) {
    const path = ['power-outlets', unread[0] ?? 0, 'feed_leg'];
    const detail = `of ${String(unread.length)} outlets it is no line: ${whyNoLine(facts, isFilledIn)}`;
    notes.push({ class: 'reading', code: 'feed-leg-is-no-line', path, detail });
  }
  return { outlets, wye: outlets.length > 0 && outlets.every(({ legs }) => legs?.endsWith('-N') === true) };
}

/** The conductors of an outlet, where its leg and its plug tell them. An outlet of 125 V hangs on the neutral. */
function legsOf({ feed_leg: leg, type = '' }: FileOutlet, facts: PlugFacts | null): OutletLegs | undefined {
  if (leg === undefined || facts?.phases !== 3) return undefined;
  const isToNeutral = facts.outlets === 'line' || (facts.outlets === 'either' && /^nema-(l?5)-\d+r$/.test(type));
  return isToNeutral ? LINES[leg] : undefined;
}

function whyNoLine(facts: PlugFacts | null, isFilledIn: boolean): string {
  if (facts === null)
    return 'the plug does not tell how many lines there are; state phases and the legs of the outlets';
  if (facts.phases === 1) return 'the PDU has one phase; the letter names a bank at most';
  if (isFilledIn) return 'every outlet has the same letter on a plug of three phases; state the legs of the outlets';
  return 'an outlet between two lines needs both named; state the legs of the outlets (L1-L2 …)';
}
