import { Injectable } from '@nestjs/common';
import { expandPods, type Expansion } from '../domain/site/expansion/expand-pods.js';
import type { Row } from '../domain/site/key.js';
import { readListQuery, withFields, type ListShape } from '../openapi/list-parameters.js';
import { pageOf, type Page } from '../openapi/page.js';
import { invalidQuery } from '../openapi/refusal.js';
import { cableMapShape, nodeShape, pduShape } from '../openapi/view-operations.js';
import { cableMaps } from './cable-map.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { Filter } from './row-query.js';
import { selectRows } from './select-rows.js';
import { SiteRepository } from './site.repository.js';
import type { StoredSite } from './stored-row.js';

type ViewName = 'node' | 'pdu' | 'cableMap';

interface ExpandedSite {
  readonly stored: StoredSite;
  readonly expansion: Expansion;
}

interface View {
  readonly shape: ListShape;
  readonly rowsOf: (site: ExpandedSite) => readonly Row[];
}

const VIEWS: Readonly<Record<ViewName, View>> = {
  node: { shape: nodeShape, rowsOf: nodesOf },
  pdu: { shape: pduShape, rowsOf: pdusOf },
  cableMap: { shape: cableMapShape, rowsOf: ({ expansion }) => cableMaps(expansion) },
};

const SITES_PER_QUERY = 500;

/** What sites hold when their pod templates are written out: nothing of it is stored. */
@Injectable()
export class ViewsService {
  constructor(private readonly sites: SiteRepository) {}

  async list(name: ViewName, context: RequestContext): Promise<Page> {
    const { shape, rowsOf } = VIEWS[name];
    const reading = readListQuery(shape, context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const { fields, ...query } = reading.query;
    const rows: Row[] = [];
    for (const id of await this.#siteIds(query.where.filter(({ field }) => field === 'site'))) {
      const stored = await this.sites.readSnapshot(id);
      if (stored === null) continue;
      for (const row of rowsOf({ stored, expansion: expandPods(stored.snapshot) })) rows.push(row);
    }
    const where = query.where.filter(({ field }) => field !== 'site');
    const page = selectRows(rows, { ...query, where });
    return pageOf(
      { ...context, ...query },
      { count: page.count, results: page.rows.map((row) => withFields(row, fields)) },
    );
  }

  async #siteIds(where: readonly Filter[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let count = 1; ids.length < count;) {
      const found = await this.sites.list('site', { where, orderBy: [], limit: SITES_PER_QUERY, offset: ids.length });
      if (found.rows.length === 0) break;
      ids.push(...found.rows.map(({ id }) => id));
      count = found.count;
    }
    return ids;
  }
}

function nodesOf(site: ExpandedSite): readonly Row[] {
  const { snapshot, origin } = site.expansion;
  const accelerators = new Map(snapshot.deviceTypes.map(({ slug, acceleratorCount = 0 }) => [slug, acceleratorCount]));
  return snapshot.devices.flatMap((device): readonly Row[] => {
    const acceleratorCount = accelerators.get(device.type) ?? 0;
    if (acceleratorCount === 0) return [];
    return [
      {
        ...identityOf(site, 'device', device.name),
        ...device,
        acceleratorCount,
        ...originOf(origin.devices, device.name),
      },
    ];
  });
}

function pdusOf(site: ExpandedSite): readonly Row[] {
  const { snapshot, origin } = site.expansion;
  return snapshot.powerElements
    .filter(({ kind }) => kind === 'rack-pdu')
    .map((pdu) => ({
      ...identityOf(site, 'powerElement', pdu.name),
      ...pdu,
      ...originOf(origin.powerElements, pdu.name),
    }));
}

function identityOf({ stored }: ExpandedSite, kind: 'device' | 'powerElement', name: string) {
  return { id: stored.ids.get(kind)?.get(name) ?? null, site: stored.name };
}

function originOf(templates: ReadonlyMap<string, string>, name: string) {
  const template = templates.get(name);
  return template === undefined ? { origin: 'document' } : { origin: 'template', template };
}
