import { createReadStream } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Trace } from '../domain/capacity/trace.js';
import { formatDefect, formatUnlisted } from '../exchange/document/defect-text.js';
import { readTrace } from '../exchange/traces/read-trace.js';
import { TIME_UNITS, TRACE_FIELDS, type TimeUnit, type TraceField } from '../exchange/traces/trace-columns.js';
import { Refused } from './exit.js';
import { reasonOf } from './input.js';

/** Options of every command that reads a trace. */
export interface TraceFlags {
  readonly columns?: Readonly<Partial<Record<TraceField, string>>>;
  readonly timeUnit?: TimeUnit;
}

export const TRACE_FILE = 'trace: CSV with a header or JSON lines, gzip or not, - for standard input';

/** Adds the mapping of columns to a command. */
export function withTraceOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--columns <mapping>',
        'columns of another format, such as timestamp=when,prompt=in,output=out',
      ).argParser(columnMapping),
    )
    .addOption(
      new Option(
        '--time-unit <unit>',
        'unit of times that are numbers; must be given but for Mooncake JSON lines (ms) and BurstGPT (s)',
      ).choices(Object.keys(TIME_UNITS)),
    );
}

/** The trace in a file, or from standard input for `-`; refused with every defect and its line. */
export async function readTraceFile(file: string, { columns, timeUnit }: TraceFlags): Promise<Trace> {
  const bytes = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  try {
    const reading = await readTrace(bytes as AsyncIterable<Uint8Array>, {
      ...(columns === undefined ? {} : { columns }),
      ...(timeUnit === undefined ? {} : { timeUnit }),
    });
    if (reading.ok) return reading.trace;
    const unlisted = formatUnlisted(reading.counts, reading.defects);
    throw new Refused([
      ...reading.defects.map((defect) => formatDefect(file, defect)),
      ...(unlisted === undefined ? [] : [unlisted]),
    ]);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    throw new Refused([`${file}: ${reasonOf(error)}`]);
  }
}

function columnMapping(text: string): Readonly<Partial<Record<TraceField, string>>> {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    const field = TRACE_FIELDS.find((known) => known === pair.slice(0, at).trim());
    const column = pair.slice(at + 1).trim();
    if (at === -1 || field === undefined || column === '') {
      throw new InvalidArgumentError(`"${pair}" is not ${TRACE_FIELDS.join('=…, ')}=….`);
    }
    return [field, column] as const;
  });
  return Object.fromEntries(pairs);
}
