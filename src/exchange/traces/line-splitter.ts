/** What a line is handed to: its bytes from `start` to `end`, without its ending, and its number counted from 1. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/** Longest line; a file without line endings must not be held whole. */
export const LONGEST_LINE_BYTES = 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** Cuts bytes that arrive in pieces into lines, ended by LF or CR LF; a last line without an ending counts too. */
export interface LineSplitter {
  /** Answers the number of a line that is too long, after which no more must be pushed; else null. */
  readonly push: (bytes: Uint8Array) => number | null;
  readonly end: () => void;
}

export function lineSplitter(onLine: OnLine): LineSplitter {
  let rest = new Uint8Array(0);
  let line = 1;
  const hand = (bytes: Uint8Array, start: number, end: number): void => {
    const last = end > start && bytes[end - 1] === CR ? end - 1 : end;
    onLine(bytes, start, last, line);
    line += 1;
  };
  return {
    push(bytes) {
      let start = 0;
      if (rest.length > 0) {
        const end = bytes.indexOf(LF);
        if (end === -1) {
          rest = joined(rest, bytes);
          return rest.length > LONGEST_LINE_BYTES ? line : null;
        }
        const whole = joined(rest, bytes.subarray(0, end));
        rest = new Uint8Array(0);
        hand(whole, 0, whole.length);
        start = end + 1;
      }
      for (let end = bytes.indexOf(LF, start); end !== -1; end = bytes.indexOf(LF, start)) {
        hand(bytes, start, end);
        start = end + 1;
      }
      rest = bytes.slice(start);
      return rest.length > LONGEST_LINE_BYTES ? line : null;
    },
    end() {
      if (rest.length > 0) hand(rest, 0, rest.length);
      rest = new Uint8Array(0);
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
