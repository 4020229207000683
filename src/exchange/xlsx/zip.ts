import { crc32, createInflateRaw } from 'node:zlib';

/** One file inside a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

/** An archive that cannot be read, in words for a reader. */
export class ZipFault extends Error {}

const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const COMMENT_LIMIT = 0xffff;
const END_64_LOCATOR = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const FULL_32 = 0xffffffff;
const MAX_ENTRIES = 10_000;

/**
 * The directory of a ZIP archive (APPNOTE.TXT 6.3.10, 4.3.12), ZIP64 included.
 *
 * @throws ZipFault where it has none, or one that says what cannot be
 */
export function zipEntries(bytes: Buffer): readonly ZipEntry[] {
  const end = endOfDirectory(bytes);
  const { count, offset } = directoryOf(bytes, end);
  if (count > MAX_ENTRIES) throw new ZipFault(`${String(count)} files inside it`);
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    entries.push({
      name: name.replaceAll('\\', '/'),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...placeOf(bytes, at, extra),
    });
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Bytes that may still come out of an archive, whatever its directory claims. */
export interface Allowance {
  bytes: number;
}

/**
 * What an entry holds, a piece at a time.
 *
 * @param allowance is used up by what comes out
 * @throws ZipFault where it is damaged, encrypted, or larger than the allowance
 */
export async function* entryBytes(bytes: Buffer, entry: ZipEntry, allowance: Allowance): AsyncGenerator<Buffer> {
  if (entry.isEncrypted) throw new ZipFault('a file with a password');
  const start = startOf(bytes, entry);
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (packed.length < entry.compressedSize) throw damaged();
  let sum = 0;
  for await (const piece of entry.method === 0 ? [packed] : inflated(packed, entry.method)) {
    allowance.bytes -= piece.length;
    if (allowance.bytes < 0) throw new ZipFault('more bytes than a workbook may unpack to');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc) throw damaged();
}

async function* inflated(packed: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method !== 8) throw new ZipFault(`a file packed by method ${String(method)}`);
  const inflate = createInflateRaw();
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw damaged();
  } finally {
    inflate.destroy();
  }
}

function endOfDirectory(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - COMMENT_LIMIT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

function directoryOf(bytes: Buffer, end: number): { readonly count: number; readonly offset: number } {
  const count = bytes.readUInt16LE(end + 10);
  const offset = bytes.readUInt32LE(end + 16);
  if (count !== 0xffff && offset !== FULL_32) return { count, offset };
  const locator = end - 20;
  if (locator < 0 || bytes.readUInt32LE(locator) !== END_64_LOCATOR) return { count, offset };
  const end64 = Number(bytes.readBigUInt64LE(locator + 8));
  if (end64 + 56 > bytes.length) throw damaged();
  return { count: Number(bytes.readBigUInt64LE(end64 + 32)), offset: Number(bytes.readBigUInt64LE(end64 + 48)) };
}

/** Size and place of an entry; where 32 bits do not hold them, its extra field does (4.5.3). */
function placeOf(bytes: Buffer, at: number, extra: Buffer) {
  let compressedSize = bytes.readUInt32LE(at + 20);
  let headerOffset = bytes.readUInt32LE(at + 42);
  const isSizeLong = bytes.readUInt32LE(at + 24) === FULL_32;
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let field = i + 4 + (isSizeLong ? 8 : 0);
    if (compressedSize === FULL_32 && field + 8 <= extra.length) {
      compressedSize = Number(extra.readBigUInt64LE(field));
      field += 8;
    }
    if (headerOffset === FULL_32 && field + 8 <= extra.length) headerOffset = Number(extra.readBigUInt64LE(field));
  }
  return { compressedSize, headerOffset };
}

function startOf(bytes: Buffer, { headerOffset }: ZipEntry): number {
  if (headerOffset + 30 > bytes.length || bytes.readUInt32LE(headerOffset) !== LOCAL_HEADER) throw damaged();
  return headerOffset + 30 + bytes.readUInt16LE(headerOffset + 26) + bytes.readUInt16LE(headerOffset + 28);
}

function damaged(): ZipFault {
  return new ZipFault('a damaged or incomplete file');
}
