import { isAscii, isUtf8 } from 'node:buffer';
import type { PlacedDefect } from './placed-defect.js';

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  /** `text` is what could be read before the defect, so that its offset has a line and a column. */
  | { readonly ok: false; readonly text: string; readonly defect: PlacedDefect };

/** Longest text that the JavaScript engine holds (V8: 2^29 - 24 code units). */
const MAX_TEXT_UNITS = 2 ** 29 - 24;

/** First bytes of files that are often sent by mistake, and of other Unicode encodings (Unicode 16, §23.8). */
const SIGNATURES: readonly { readonly bytes: readonly (number | undefined)[]; readonly name: string }[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], name: 'UTF-32, little-endian' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], name: 'UTF-32, big-endian' },
  { bytes: [0xff, 0xfe], name: 'UTF-16, little-endian' },
  { bytes: [0xfe, 0xff], name: 'UTF-16, big-endian' },
  { bytes: [undefined, 0x00, undefined, 0x00], name: 'UTF-16, little-endian' },
  { bytes: [0x00, undefined, 0x00, undefined], name: 'UTF-16, big-endian' },
  { bytes: [0x1f, 0x8b], name: 'a gzip file' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP file or workbook' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard file' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF file' },
];

function signatureName(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(
    (signature) =>
      bytes.length >= signature.bytes.length &&
      signature.bytes.every((byte, index) => (byte === undefined ? bytes[index] !== 0 : bytes[index] === byte)),
  )?.name;
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isAscii(buffer) ? buffer.toString('latin1') : buffer.toString('utf8');
}

/**
 * Offset of the first byte that is not part of well-formed UTF-8: halves the range, since every prefix that ends
 * before that byte is valid but for a character cut at its end.
 */
function firstInvalidByte(bytes: Uint8Array): number {
  const cutCharacterBytes = 3;
  const startsValid = (length: number): boolean => {
    for (let cut = 0; cut <= cutCharacterBytes && cut <= length; cut += 1) {
      if (isUtf8(bytes.subarray(0, length - cut))) return true;
    }
    return false;
  };
  let valid = 0;
  let invalid = bytes.length;
  while (valid + 1 < invalid) {
    const middle = (valid + invalid) >> 1;
    if (startsValid(middle)) valid = middle;
    else invalid = middle;
  }
  let end = valid;
  while (end > 0 && !isUtf8(bytes.subarray(0, end))) end -= 1;
  return end;
}

function refused(text: string, found: string, allowed: string): DecodedText {
  return { ok: false, text, defect: { defect: { code: 'encoding', path: [], found, allowed }, offset: text.length } };
}

function hexByte(bytes: Uint8Array, offset: number): string {
  return `0x${(bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * The text of a document: UTF-8 without NUL, a byte order mark before it is left out.
 *
 * @param bytes The document as it came.
 * @returns The text, or the first place at which it is none.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const markBytes = hasMark ? 3 : 0;
  const body = bytes.subarray(markBytes);
  const signature = signatureName(body);
  if (signature !== undefined) return refused('', signature, 'text in UTF-8');
  const nul = body.indexOf(0);
  if (!isUtf8(body)) {
    const offset = firstInvalidByte(body);
    if (nul === -1 || offset < nul) {
      const found = `byte ${hexByte(body, offset)} at offset ${offset + markBytes}`;
      return refused(textOf(body.subarray(0, offset)), found, 'text in UTF-8');
    }
  }
  if (nul !== -1) {
    return refused(textOf(body.subarray(0, nul)), `a NUL byte at offset ${nul + markBytes}`, 'text without NUL');
  }
  if (body.length > MAX_TEXT_UNITS) {
    const found = `${body.length} bytes`;
    const defect = { code: 'size-limit', path: [], found, allowed: `at most ${MAX_TEXT_UNITS} bytes` } as const;
    return { ok: false, text: '', defect: { defect, offset: 0 } };
  }
  return { ok: true, text: textOf(body) };
}
