import { InvalidArgumentError, Option, type Command } from 'commander';
import { isCalendarDay } from '../domain/sequencing/day-number.js';

/** How a command hands its exit code to the command line. */
export type Then = (command: Promise<number>) => Promise<void>;

/** Adds one command to the program; every command file exports one, and `program.ts` lists them. */
export type AddCommand = (program: Command, then: Then) => void;

export const FILE = 'site document (YAML or JSON), - for standard input';

export function formatOption(): Option {
  return new Option('--format <format>', 'what goes to standard output').choices(['text', 'json']).default('text');
}

export function asOfOption(): Option {
  return new Option(
    '--as-of <date>',
    'day for which the site is calculated (default: the document, else today)',
  ).argParser(calendarDate);
}

export function revisionOption(): Option {
  return new Option('--revision <label>', 'revision label printed on the file (default: that of the document)');
}

function calendarDate(text: string): string {
  if (!isCalendarDay(text)) {
    throw new InvalidArgumentError(`"${text}" is no day of the calendar; write it as 2027-03-01.`);
  }
  return text;
}

/** Examples for the end of a help text, each without the leading `plenum`. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ plenum ${line}`).join('\n')}`;
}

/** Reads a whole number of a range. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(Number.isInteger(value) && value >= least && value <= most)) {
      throw new InvalidArgumentError(`"${text}" is no whole number from ${String(least)} to ${String(most)}.`);
    }
    return value;
  };
}
