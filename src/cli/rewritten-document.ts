import { extname } from 'node:path';
import { writeDocument } from '../exchange/document/write-document.js';
import { Refused } from './exit.js';

const SCHEMA_LINE = /^# yaml-language-server: \$schema=(\S+)/;

/**
 * Refuses to write over a document that has comments: a document that is written again has none, and losing them takes an
 * explicit word. The line that names the schema is kept, and is none.
 *
 * @param text - what stands in the file now
 */
export function refuseLostComments(file: string, text: string): void {
  if (isJson(file)) return;
  if (!text.split('\n').some((line) => /^\s*#/.test(line) && !SCHEMA_LINE.test(line))) return;
  throw new Refused([
    `${file}: has comments, which a document that is written again does not keep; name where to write with --output, or this file to give them up`,
  ]);
}

/** A document as text: JSON by the ending of its file, else YAML with the schema that the text before it names. */
export function rewrittenText(file: string, document: unknown, before: string): string {
  if (isJson(file)) return writeDocument(document, 'json');
  const [, schemaUrl] = SCHEMA_LINE.exec(before) ?? [];
  return writeDocument(document, 'yaml', schemaUrl === undefined ? {} : { schemaUrl });
}

function isJson(file: string): boolean {
  return extname(file).toLowerCase() === '.json';
}
