import { Injectable } from '@nestjs/common';
import { LOAD_KINDS, type LoadKind } from '../domain/power/capacity-at.js';
import type { Sweep } from '../domain/power/failure-scenarios.js';
import { DEFAULT_WITHIN_S } from '../domain/power/meter-values.js';
import type { FlowCase, LoadCase } from '../domain/power/power-figures.js';
import { SVG_TYPE } from '../openapi/analysis-operations.js';
import { readParameters, type Parameter, type ParameterValue, type RawQuery } from '../openapi/parameter.js';
import {
  assignmentParameters,
  capacityParameters,
  headroomParameters,
  isolationParameters,
  powerFailureParameters,
  powerFlowParameters,
  powerMeterParameters,
} from '../openapi/power-operations.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Problem } from '../platform/problem.js';
import { DocumentService } from '../sites/document.service.js';
import type { AnsweredFile } from './analysis.service.js';
import { fileNameOf } from '../exchange/file-name.js';
import { powerMetersOf, type PowerMetersView } from './meter-analysis.js';
import type { AssignmentQuestion, AssignmentView } from './power-assignment.js';
import {
  powerCapacityOf,
  powerFailuresOf,
  powerFlowOf,
  powerHeadroomOf,
  powerIsolationOf,
  singleLineSvgOf,
  type CapacityView,
  type HeadroomView,
  type IsolationView,
  type PowerAnswer,
  type PowerFailuresView,
  type PowerFlowView,
} from './power-analysis.js';
import { today } from './today.js';

type Values = ReadonlyMap<string, readonly ParameterValue[]>;

/** The power chain of a stored site: the same functions as the command line. */
@Injectable()
export class PowerService {
  constructor(
    private readonly documents: DocumentService,
    private readonly jobs: Jobs,
  ) {}

  async flow(site: string, query: RawQuery): Promise<PowerFlowView> {
    const values = valuesOf(powerFlowParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return answered(powerFlowOf(snapshot, questionOf(values)));
  }

  async failures(site: string, query: RawQuery): Promise<PowerFailuresView> {
    const values = valuesOf(powerFailureParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    return answered(
      powerFailuresOf(snapshot, {
        ...questionOf(values),
        elements: textsOf(values, 'element'),
        pairs: values.get('pairs')?.[0] === true,
        sweep: (values.get('sweep')?.[0] ?? 'all') as Sweep,
      }),
    );
  }

  async meters(site: string, query: RawQuery): Promise<PowerMetersView> {
    const values = valuesOf(powerMeterParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const [[asOf], [from], [to]] = [textsOf(values, 'asOf'), textsOf(values, 'from'), textsOf(values, 'at')];
    const withinS = Number(values.get('within')?.[0] ?? DEFAULT_WITHIN_S);
    const window = { from: from ?? null, to: to ?? null, withinS };
    return powerMetersOf(snapshot, { asOf: asOf ?? null, today: today(), window });
  }

  async singleLine(site: string, query: RawQuery): Promise<AnsweredFile> {
    const values = valuesOf(powerFlowParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const svg = answered(singleLineSvgOf(snapshot, questionOf(values)));
    return { name: fileNameOf(snapshot.site.name, 'single-line.svg'), type: SVG_TYPE, bytes: Buffer.from(svg) };
  }

  async headroom(site: string, query: RawQuery): Promise<HeadroomView> {
    const values = valuesOf(headroomParameters, query);
    const loadW = values.get('load')?.[0];
    if (loadW === undefined) {
      throw invalidQuery([{ code: 'missing', path: ['load'], found: 'nothing', allowed: 'the draw of one rack, W' }]);
    }
    const { snapshot } = await this.documents.snapshotOf(site);
    const count = Number(values.get('count')?.[0] ?? 1);
    const asked = { ...questionOf(values), loadW: Number(loadW), count, powerFactor: powerFactorOf(values) };
    return answered(powerHeadroomOf(snapshot, asked));
  }

  async capacity(site: string, query: RawQuery): Promise<CapacityView> {
    const values = valuesOf(capacityParameters, query);
    const elements = textsOf(values, 'element');
    if (elements.length === 0) throw noElement();
    const { snapshot } = await this.documents.snapshotOf(site);
    const kinds = textsOf(values, 'kind') as readonly LoadKind[];
    const [outlet = null] = textsOf(values, 'outlet');
    return answered(
      powerCapacityOf(snapshot, {
        ...questionOf(values),
        elements,
        kinds: kinds.length === 0 ? LOAD_KINDS : kinds,
        outlet,
        powerFactor: powerFactorOf(values),
      }),
    );
  }

  /** In a worker thread: it may take seconds. @throws Problem (503) where too many wait already */
  async assignment(site: string, query: RawQuery, signal: AbortSignal): Promise<AssignmentView> {
    const values = valuesOf(assignmentParameters, query);
    const { snapshot } = await this.documents.snapshotOf(site);
    const [asOf] = textsOf(values, 'asOf');
    const question: AssignmentQuestion = {
      asOf: asOf ?? null,
      today: today(),
      loadCase: (values.get('case')?.[0] ?? 'maximum') as LoadCase,
      moveInstalled: values.get('moveInstalled')?.[0] === true,
      prove: values.get('prove')?.[0] === true,
    };
    const task = new URL('./power-assignment-task.js', import.meta.url);
    return this.jobs.answer({ task, input: { snapshot, question } }, signal) as Promise<AssignmentView>;
  }

  async isolation(site: string, query: RawQuery): Promise<IsolationView> {
    const values = valuesOf(isolationParameters, query);
    const [element] = textsOf(values, 'element');
    if (element === undefined) throw noElement();
    const { snapshot } = await this.documents.snapshotOf(site);
    return answered(powerIsolationOf(snapshot, { ...questionOf(values), element }));
  }
}

function valuesOf(parameters: readonly Parameter[], query: RawQuery): Values {
  const reading = readParameters(parameters, query);
  if (!reading.ok) throw invalidQuery(reading.defects);
  return reading.values;
}

/** Null: that of the site. */
function powerFactorOf(values: Values): number | null {
  const [powerFactor] = values.get('powerFactor') ?? [];
  return powerFactor === undefined ? null : Number(powerFactor);
}

function noElement(): Problem {
  return invalidQuery([
    { code: 'missing', path: ['element'], found: 'nothing', allowed: 'the name of a power element' },
  ]);
}

function textsOf(values: Values, name: string): readonly string[] {
  return (values.get(name) ?? []).map(String);
}

function questionOf(values: Values) {
  const [asOf] = textsOf(values, 'asOf');
  const loadCase = (values.get('case')?.[0] ?? 'maximum') as FlowCase;
  const [at] = textsOf(values, 'at');
  return { asOf: asOf ?? null, today: today(), loadCase, at: at ?? null, out: textsOf(values, 'out') };
}

/** @throws Problem (404) naming every element that is not there */
function answered<Value>(answer: PowerAnswer<Value>): Value {
  if (answer.ok) return answer.value;
  throw new Problem({ status: 404, code: 'unknown-element', detail: answer.reasons.join(' ') });
}
