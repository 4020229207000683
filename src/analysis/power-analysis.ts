import { sampleOf } from '../domain/name-sample.js';
import { failureFindings } from '../domain/assessment/failure-findings.js';
import type { AssessedSite, StatedFinding } from '../domain/assessment/assessment.js';
import { powerFlow, type PowerFlow } from '../domain/power/element-flow.js';
import type { PowerFailures } from '../domain/power/failure-figures.js';
import { capacityAt, type CapacityAt, type LoadKind } from '../domain/power/capacity-at.js';
import { chosenScenarios, sweepScenarios, type Sweep } from '../domain/power/failure-scenarios.js';
import { headroom, type Headroom } from '../domain/power/headroom.js';
import { isolationOf, type Isolation } from '../domain/power/isolation.js';
import { powerFailures } from '../domain/power/power-failures.js';
import type { FlowCase } from '../domain/power/power-figures.js';
import { ALL_READINGS } from '../domain/power/meter-values.js';
import { powerModel, type PowerModel } from '../domain/power/power-model.js';
import { takenOut } from '../domain/power/taken-out.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { sitePolicy } from '../domain/site/policy.js';
import { indexSite } from '../domain/site/site-index.js';
import type { Scene } from '../domain/drawing/scene.js';
import { singleLineScene } from '../domain/drawing/single-line.js';
import { contentHash } from '../exchange/content-hash.js';
import { renderSvg } from '../reports/svg/svg.js';

/** What every question about the power chain says. */
export interface PowerQuestion {
  /** Day asked for; else the document's, else today's. */
  readonly asOf: string | null;
  readonly today: string;
  readonly loadCase: FlowCase;
  /** Instant up to which meters are read in the measured case; null for the last of them. */
  readonly at?: string | null;
  /** Elements that are out already, by name. */
  readonly out: readonly string[];
}

interface About {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
}

export type PowerFlowView = About & PowerFlow;
export type PowerFailuresView = About & PowerFailures & { readonly findings: readonly StatedFinding[] };
export type IsolationView = About & Isolation;
export type HeadroomView = About & Headroom;
export type CapacityView = About & CapacityAt;

/** An answer, or every name in the question that no power element has. */
export type PowerAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reasons: readonly string[] };

/** The flow through every element. */
export function powerFlowOf(snapshot: SiteSnapshot, question: PowerQuestion): PowerAnswer<PowerFlowView> {
  return asked(snapshot, question, [], (model, about) => ({ ...about, ...powerFlow(model, { out: question.out }) }));
}

export interface FailureQuestion extends PowerQuestion {
  /** Elements lost together; where none is named, the sweep. */
  readonly elements: readonly string[];
  /** Whether every two of them are lost, in place of all together. */
  readonly pairs: boolean;
  readonly sweep: Sweep;
}

/** What failures do. */
export function powerFailuresOf(snapshot: SiteSnapshot, question: FailureQuestion): PowerAnswer<PowerFailuresView> {
  const { elements, pairs, sweep, out } = question;
  return asked(snapshot, question, elements, (model, about) => {
    const scenarios = elements.length > 0 ? chosenScenarios(elements, { pairs }) : sweepScenarios(model, sweep);
    const failures = powerFailures(model, scenarios, { out });
    return { ...about, ...failures, findings: failureFindings(failures, snapshot.site) };
  });
}

/** The diagrams of a report: the single-line diagram under every failure, where the site has a power chain. */
export function powerDiagramsOf({ index, assessment: { policy } }: AssessedSite): readonly Scene[] {
  if (index.snapshot.powerElements.length === 0) return [];
  const model = powerModel(index, policy);
  return [singleLineScene(powerFlow(model), powerFailures(model, sweepScenarios(model, 'all')))];
}

/** The single-line diagram as SVG. */
export function singleLineSvgOf(snapshot: SiteSnapshot, question: PowerQuestion): PowerAnswer<string> {
  const { out } = question;
  return asked(snapshot, question, [], (model, about) => {
    const failures = powerFailures(model, sweepScenarios(model, 'all'), { out });
    return renderSvg(singleLineScene(powerFlow(model, { out }), failures), about);
  });
}

export interface HeadroomQuestion extends PowerQuestion {
  /** Draw of one rack, W. */
  readonly loadW: number;
  readonly count: number;
  /** Null: that of the policy. */
  readonly powerFactor: number | null;
}

/** Where more racks can go, and what stops the next. */
export function powerHeadroomOf(snapshot: SiteSnapshot, question: HeadroomQuestion): PowerAnswer<HeadroomView> {
  const { loadW, count } = question;
  return asked(snapshot, question, [], (model, about) => {
    const powerFactor = question.powerFactor ?? model.policy.powerFactor;
    return { ...about, ...headroom(model, { loadW, count, powerFactor }) };
  });
}

export interface CapacityQuestion extends PowerQuestion {
  /** Elements at which the load would hang. */
  readonly elements: readonly string[];
  readonly kinds: readonly LoadKind[];
  readonly outlet: string | null;
  /** Null: that of the policy. */
  readonly powerFactor: number | null;
}

/** How much more of each kind of load may hang on elements. */
export function powerCapacityOf(snapshot: SiteSnapshot, question: CapacityQuestion): PowerAnswer<CapacityView> {
  const { elements, kinds, outlet } = question;
  const answer = (model: PowerModel, about: About): CapacityView => {
    const powerFactor = question.powerFactor ?? model.policy.powerFactor;
    return { ...about, ...capacityAt(model, { names: elements, kinds, outlet, powerFactor }) };
  };
  return asked(snapshot, question, elements, answer, (model) =>
    outlet === null ? [] : elements.flatMap((element) => unknownOutlet(model, element, outlet)),
  );
}

/** Why an element has no outlet of that name; nothing where it has one, or where there is no such element. */
function unknownOutlet({ network, index }: PowerModel, element: string, outlet: string): readonly string[] {
  const at = network.byName.get(element);
  if (at === undefined) return [];
  const type = network.nodes[at]?.element.pduType;
  const known = [...(index.expandedPduTypes.get(type ?? '')?.outlets.keys() ?? [])];
  if (known.includes(outlet)) return [];
  if (known.length === 0) return [`"${element}" states no outlets, so that it has none named "${outlet}".`];
  const near = nearestName(outlet, known);
  const hint = near === undefined ? ` It has ${sampleOf(known).names.join(', ')}.` : ` Did you mean "${near}"?`;
  return [`"${element}" has no outlet named "${outlet}".${hint}`];
}

/** What has to be opened before somebody works on an element. */
export function powerIsolationOf(
  snapshot: SiteSnapshot,
  question: PowerQuestion & { readonly element: string },
): PowerAnswer<IsolationView> {
  const { element } = question;
  return asked(snapshot, question, [element], (model, about) => {
    const isolation = isolationOf(model, element);
    // A name that was found is the name of a node.
    if (isolation === null) throw new Error(`no power element ${element}`);
    return { ...about, ...isolation };
  });
}

function asked<Value>(
  snapshot: SiteSnapshot,
  { asOf, today, loadCase, at = null, out }: PowerQuestion,
  elements: readonly string[],
  answer: (model: PowerModel, about: About) => Value,
  otherReasons: (model: PowerModel) => readonly string[] = () => [],
): PowerAnswer<Value> {
  const day = asOf ?? snapshot.site.asOf ?? today;
  const index = indexSite(snapshot, day);
  const { policy } = sitePolicy(snapshot.site);
  const model = powerModel(index, policy, { loadCase, meters: { ...ALL_READINGS, to: at } });
  const reasons = [
    ...[...out, ...elements].flatMap((name) => (model.network.byName.has(name) ? [] : unknownElement(model, name))),
    ...otherReasons(model),
  ];
  if (reasons.length > 0) return { ok: false, reasons };
  const about = { site: snapshot.site.name, asOf: day, contentHash: contentHash(snapshot) };
  return { ok: true, value: answer(takenOut(model, out), about) };
}

function unknownElement({ network }: PowerModel, name: string): string {
  const near = nearestName(name, [...network.byName.keys()]);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `There is no power element named "${name}" on that day.${hint}`;
}
