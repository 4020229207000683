import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { entryBytes, ZipFault, type Allowance, type ZipEntry } from './zip.js';

/** Called for each element; names without their prefix, since writers choose it. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/**
 * Reads one XML file of a workbook, a piece at a time. Declarations of types are refused: they are how entities that
 * expand into gigabytes come in, and no spreadsheet writes them.
 *
 * @throws ZipFault where it is no XML in UTF-8
 */
export async function readXml(
  { bytes, entry, allowance }: { readonly bytes: Buffer; readonly entry: ZipEntry; readonly allowance: Allowance },
  { open, text, close }: XmlHandlers,
): Promise<void> {
  const parser = new SaxesParser();
  const refuse = (): never => {
    throw new ZipFault(`${entry.name} that is no XML`);
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    open(localName(name), attributes);
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    close(localName(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of entryBytes(bytes, entry, allowance)) parser.write(decoded(decoder, piece, refuse));
  parser.write(decoded(decoder, null, refuse));
  parser.close();
}

function decoded(decoder: TextDecoder, piece: Buffer | null, refuse: () => never): string {
  try {
    return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    return refuse();
  }
}

/** The attribute of a name, whatever its prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  const key = Object.keys(attributes).find((one) => localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
