import type { RegisterRow } from '../../domain/capacity/register.js';
import type { Sizing } from '../../domain/capacity/sizing.js';
import { admissionPolicyMarkdown } from './admission-policy.js';
import { capacityModel } from './capacity-model.js';
import { dimensioningInputs } from './dimensioning-inputs.js';
import { rackPodPlan } from './rack-pod-plan.js';

/** The four worksheets of a sizing in one text: inputs, capacity model, admission policy, rack and pod plan. */
export function worksheetsMarkdown(sizing: Sizing): string {
  const inputs = sizing.pools.flatMap(({ prepared }) =>
    prepared.workloads.map((workload) =>
      dimensioningInputs(
        { name: workload.name, workload, artifact: prepared.artifact, hall: sizing.hall, register: sizing.register },
        [],
      ),
    ),
  );
  return [...inputs, capacityModel(sizing, []), admissionPolicyMarkdown(sizing), rackPodPlan(sizing)].join('\n');
}

/** Worksheets to fill in by hand, by the path under which they are published. */
export function blankWorksheets(register: readonly RegisterRow[]): Readonly<Record<string, string>> {
  return {
    'templates/dimensioning_inputs_template.md': dimensioningInputs(null, register),
    'templates/capacity_model_template.md': capacityModel(null, register),
    'templates/admission_policy_template.md': admissionPolicyMarkdown(null),
    'templates/rack_pod_plan_template.md': rackPodPlan(null),
  };
}
