import { checkNames } from '../domain/site/check-names.js';
import { documentSchema, type SiteDocument } from '../domain/site/document.js';
import { documentCheck } from './document/document-check.js';
import { readDocument, type DocumentFormat, type Refusal } from './document/read-document.js';

export type SiteDocumentResult = { readonly ok: true; readonly document: SiteDocument } | Refusal;

/** Every defect of a value as a site document, by schema and by meaning. */
export const siteDocumentDefects = documentCheck({
  schema: documentSchema,
  semantic: (value) => checkNames(value as SiteDocument),
});

const shapeDefects = documentCheck({ schema: documentSchema, semantic: () => [] });

/**
 * Reads a document to which a catalog is still to be added: names of nothing are no defects yet. Whoever adds asks
 * {@link siteDocumentDefects} of the result.
 */
export function readDocumentBeforeCatalog(request: {
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
}): SiteDocumentResult {
  const result = readDocument({ ...request, check: shapeDefects });
  return result.ok ? { ok: true, document: result.value as SiteDocument } : result;
}

/** Reads a site document: the only way in for files and for `PUT`. */
export function readSiteDocument(request: {
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
}): SiteDocumentResult {
  const result = readDocument({ ...request, check: siteDocumentDefects });
  return result.ok ? { ok: true, document: result.value as SiteDocument } : result;
}
