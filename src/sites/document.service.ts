import { Injectable } from '@nestjs/common';
import type { Change } from '../domain/site/changes.js';
import { compareSnapshots } from '../domain/site/compare.js';
import type { SiteDocument, SiteSnapshot } from '../domain/site/document.js';
import { keyOf, keyText, type Row } from '../domain/site/key.js';
import { collectionNames, collections } from '../domain/site/kinds.js';
import { renamesOf, type Rename } from '../domain/site/renames.js';
import { toDocument, toSnapshot } from '../domain/site/snapshot.js';
import { contentHash } from '../exchange/content-hash.js';
import { formatUnlisted } from '../exchange/document/defect-text.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import type { Refusal } from '../exchange/document/read-document.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { readSiteDocument } from '../exchange/site-document.js';
import { documentReadParameters, documentWriteParameters } from '../openapi/document-operations.js';
import { readParameters } from '../openapi/parameter.js';
import { Problem } from '../platform/problem.js';
import { CatalogEntries } from './catalog-entries.service.js';
import { documentEntry, invalidQuery } from '../openapi/refusal.js';
import { summaryOf, toldChanges, type DocumentSummary, type ToldChange } from './document-changes.js';
import { allowsWrite, isKnown, readTagCondition, requireCondition, staleState } from '../platform/http/entity-tag.js';
import { sentFormat, type AnswerFormat } from './media-type.js';
import type { RequestContext } from '../platform/http/request-context.js';
import { HistoryGap } from './site-history.repository.js';
import { SiteRepository } from './site.repository.js';
import type { StoredSite } from './stored-row.js';
import type { Write, Written } from './write.js';

/** A document for an answer; without text where the reader has it already. */
export interface AnsweredDocument {
  readonly hash: string;
  readonly text: string | null;
}

/** What a document changed, or would change. */
export interface DocumentAnswer extends DocumentSummary {
  readonly site: string;
  readonly created: boolean;
  readonly dryRun: boolean;
  readonly contentHash: string;
  readonly changes?: readonly ToldChange[];
}

export interface PutDocument {
  readonly answer: DocumentAnswer;
  /** Of a site that was created. */
  readonly siteId: string | null;
}

/** What a site shall become. */
export interface Proposal {
  readonly document: SiteDocument;
  /** The changes that make it so, as a comparison gives them. */
  readonly compared: readonly Change[];
  readonly renames: readonly Rename[];
}

export interface ProposalRequest {
  readonly options: WriteOptions;
  readonly context: RequestContext;
  /** What the audit record calls it. */
  readonly action: string;
}

export interface WriteOptions {
  readonly dryRun: boolean;
  readonly allowDeletes: boolean;
  readonly updateCatalog: boolean;
}

/** How often a document that takes any state is tried against others who write at the same time. */
const ATTEMPTS = 5;

/** Whole sites as documents. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly sites: SiteRepository,
    private readonly catalog: CatalogEntries,
  ) {}

  async read(site: string, { format }: AnswerFormat, context: RequestContext): Promise<AnsweredDocument> {
    const reading = readParameters(documentReadParameters, context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const condition = readTagCondition('If-None-Match', context.ifNoneMatch);
    const [withIds, revision] = [reading.values.get('ids')?.[0] === true, reading.values.get('revision')?.[0]];
    if (typeof revision === 'number') {
      if (withIds) throw idsOfRevision();
      const snapshot = await this.revisionOf(site, revision);
      const hash = contentHash(snapshot);
      return { hash, text: isKnown(condition, hash) ? null : writeDocument(toDocument(snapshot), format) };
    }
    const stored = await this.snapshotOf(site);
    const hash = contentHash(stored.snapshot);
    if (isKnown(condition, hash)) return { hash, text: null };
    const document = toDocument(stored.snapshot);
    return { hash, text: writeDocument(withIds ? identified(document, stored) : document, format) };
  }

  /** @param bytes the document as sent */
  async put(
    site: string,
    { bytes, contentType }: { readonly bytes: Uint8Array; readonly contentType: string | undefined },
    context: RequestContext,
  ): Promise<PutDocument> {
    const options = readOptions(context);
    const read = readSiteDocument({ bytes, format: sentFormat(contentType) });
    if (!read.ok) throw refusedDocument(read);
    return this.propose(site, (stored) => wholeProposal(read.document, stored), {
      options,
      context,
      action: 'document.put',
    });
  }

  /**
   * Writes what a site shall become, worked out from what is stored; again where somebody else wrote in between and any
   * state is accepted.
   *
   * @throws Problem where the writer did not see what is stored, or it stands against the change
   */
  async propose(
    site: string,
    make: (stored: StoredSite | null) => Proposal,
    request: ProposalRequest,
  ): Promise<PutDocument> {
    const { context } = request;
    for (let attempt = 1; ; attempt += 1) {
      const put = await this.#put(site, make, request);
      if (put !== null) return put;
      const condition = readTagCondition('If-Match', context.ifMatch);
      if (attempt === ATTEMPTS || condition?.any !== true) {
        throw staleState(`The site ${site}`, contentHash((await this.snapshotOf(site)).snapshot));
      }
    }
  }

  /** @throws Problem (404) */
  async snapshotOf(site: string): Promise<StoredSite> {
    const stored = await this.sites.readSnapshot(site);
    if (stored !== null) return stored;
    throw new Problem({ status: 404, code: 'not-found', detail: 'There is no site of this name or id.' });
  }

  /**
   * The site at a revision of its document.
   *
   * @throws Problem (404) where there is no such site or revision
   */
  async revisionOf(site: string, revision: number): Promise<SiteSnapshot> {
    const found = await this.#readRevision(site, revision);
    if (found === null) {
      throw new Problem({ status: 404, code: 'not-found', detail: 'There is no site of this name or id.' });
    }
    if (found.snapshot !== null) return found.snapshot;
    throw new Problem({
      status: 404,
      code: 'no-such-revision',
      detail: `The site has no revision ${String(revision)}; the current one is ${String(found.current)}.`,
    });
  }

  async #readRevision(site: string, revision: number) {
    try {
      return await this.sites.readRevision(site, revision);
    } catch (error) {
      if (!(error instanceof HistoryGap)) throw error;
      throw new Problem({
        status: 404,
        code: 'no-such-revision',
        detail: `Revision ${String(revision)} cannot be read back: ${error.message}.`,
      });
    }
  }

  /** Compares and writes once; null where somebody else wrote at the same time. */
  async #put(
    site: string,
    make: (stored: StoredSite | null) => Proposal,
    { options, context, action }: ProposalRequest,
  ): Promise<PutDocument | null> {
    const stored = await this.sites.readSnapshot(site);
    if (!options.dryRun) refuseUnseen(site, stored, context);
    const { document, compared, renames } = make(stored);
    refuseOtherSite(site, stored, document);
    const after = toSnapshot(document);
    const before = stored?.snapshot ?? null;
    const changes = await this.catalog.reconcile(compared, {
      document,
      site: stored?.name ?? null,
      updateShared: options.updateCatalog,
    });
    const summary = summaryOf(changes, { before, renames });
    const created = stored === null;
    const answer = {
      site: after.site.name,
      created,
      dryRun: options.dryRun,
      contentHash: contentHash(after),
      ...summary,
    };
    if (options.dryRun) return { answer: { ...answer, changes: toldChanges(changes) }, siteId: null };
    if (summary.needsAllowDeletes && !options.allowDeletes) throw tooManyDeletions(summary);
    if (!created && changes.length === 0) return { answer, siteId: null };
    const written = await this.#write(
      created ? [{ op: 'create', kind: 'site', value: withoutId(document.site) }, ...changes] : changes,
      stored === null ? { create: true } : { id: stored.siteId, documentRevision: stored.documentRevision },
      { context, action },
    );
    return written === null ? null : { answer, siteId: created ? written.siteId : null };
  }

  async #write(
    changes: readonly Change[],
    site: Write['site'],
    { context: { actor, requestId }, action }: Pick<ProposalRequest, 'context' | 'action'>,
  ): Promise<Written | null> {
    const result = await this.sites.write({
      site,
      changes,
      createdIsChecked: true,
      preconditions: [],
      actor,
      requestId,
      action,
    });
    switch (result.status) {
      case 'written':
      case 'unchanged':
        return result;
      case 'stale':
      case 'no-site':
        return null;
      case 'refused':
        throw new Problem({
          status: 409,
          code: 'conflict',
          detail: 'What is stored stands against the document.',
          errors: result.defects.slice(0, LISTED_DEFECTS).map(documentEntry),
        });
      case 'repeated':
      case 'key-reused':
        throw new RangeError('a document is written without a key');
    }
  }
}

function idsOfRevision(): Problem {
  return invalidQuery([
    {
      code: 'conflict',
      path: ['ids'],
      found: 'true',
      allowed: 'nothing beside revision: things that are gone have no id',
    },
  ]);
}

function readOptions({ query }: RequestContext): WriteOptions {
  const reading = readParameters(documentWriteParameters, query);
  if (!reading.ok) throw invalidQuery(reading.defects);
  const { values } = reading;
  return {
    dryRun: values.get('dryRun')?.[0] === true,
    allowDeletes: values.get('allowDeletes')?.[0] === true,
    updateCatalog: values.get('catalog')?.[0] === 'update',
  };
}

/** The site becomes what the document says: what it leaves out goes. */
function wholeProposal(document: SiteDocument, stored: StoredSite | null): Proposal {
  const after = toSnapshot(document);
  const renames = stored === null ? [] : renamesOf(stored.ids, document);
  return { document, compared: compareSnapshots(stored?.snapshot ?? emptySite(after), after, renames), renames };
}

/** A write on a site that exists needs the ETag of what the writer saw; one on a site that does not takes none. */
function refuseUnseen(site: string, stored: StoredSite | null, { ifMatch }: RequestContext): void {
  if (stored === null) {
    if (readTagCondition('If-Match', ifMatch) === undefined) return;
    throw new Problem({
      status: 412,
      code: 'precondition-failed',
      detail: `There is no site ${site} that If-Match could mean; leave the header out to create it.`,
    });
  }
  const condition = requireCondition(ifMatch);
  const hash = contentHash(stored.snapshot);
  if (!allowsWrite(condition, hash)) throw staleState(`The site ${stored.name}`, hash);
}

/** A site is created under the name in the path; an existing one may get another name or keep its id. */
function refuseOtherSite(site: string, stored: StoredSite | null, { site: { id, name } }: SiteDocument): void {
  if (stored === null && name !== site) {
    throw refusedSite('name', { found: JSON.stringify(name), allowed: `${JSON.stringify(site)}, as in the path` });
  }
  if (stored !== null && id !== undefined && id.toLowerCase() !== stored.siteId) {
    throw refusedSite('id', { found: id, allowed: `${stored.siteId}, or nothing` });
  }
}

function refusedSite(field: string, { found, allowed }: { readonly found: string; readonly allowed: string }): Problem {
  return new Problem({
    status: 422,
    code: 'document-invalid',
    detail: 'The document is of another site than the path.',
    errors: [documentEntry({ code: 'conflict', path: ['site', field], found, allowed })],
  });
}

/** Refuses a document with every defect: 400 where it cannot be read at all. */
function refusedDocument({ defects, counts }: Refusal): Problem {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const unlisted = formatUnlisted(counts, defects);
  const isUnreadable = defects.some(({ code }) => UNREADABLE.has(code));
  return new Problem({
    status: isUnreadable ? 400 : 422,
    code: isUnreadable ? 'document-malformed' : 'document-invalid',
    detail: `The document has ${total === 1 ? 'one defect' : `${String(total)} defects`}${unlisted === undefined ? '' : `; ${unlisted}`}. Nothing was written.`,
    errors: defects.map(documentEntry),
  });
}

const UNREADABLE: ReadonlySet<string> = new Set(['encoding', 'syntax', 'alias-limit', 'depth-limit', 'size-limit']);

function tooManyDeletions({ deletions, counts }: DocumentSummary): Problem {
  return new Problem({
    status: 409,
    code: 'deletions-unconfirmed',
    detail: `The document would delete ${String(counts.delete)} things, more than a tenth of the site; allowDeletes=true allows it.`,
    errors: deletions.map(({ kind, key }) => ({
      code: 'deletion',
      detail: `${kind} ${key} would be deleted.`,
      found: key,
    })),
  });
}

function emptySite(snapshot: SiteSnapshot): SiteSnapshot {
  const empty = Object.fromEntries(collectionNames.map((name) => [name, []]));
  return { plenum: snapshot.plenum, site: snapshot.site, ...empty } as unknown as SiteSnapshot;
}

function withoutId(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id'));
}

/** The document with the id of everything, first in each entry. */
function identified(document: SiteDocument, { siteId, ids }: StoredSite): unknown {
  const named = collectionNames.flatMap((name) => {
    const rows = document[name] as readonly Row[] | undefined;
    if (rows === undefined) return [];
    const kind = collections[name].name;
    return [[name, rows.map((row) => ({ id: ids.get(kind)?.get(keyText(keyOf(kind, row))), ...row }))] as const];
  });
  return { ...document, site: { id: siteId, ...document.site }, ...Object.fromEntries(named) };
}
