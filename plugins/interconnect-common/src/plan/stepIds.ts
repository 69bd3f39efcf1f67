import { StepInput, StepKind } from './types';

/** Id of a step: `<kind>@<cluster>`, `deployApplication:<application>@<cluster>`, `verify`. @public */
export function stepIdOf(step: { kind: StepKind; cluster?: string; application?: string }): string {
  const name = step.application === undefined ? step.kind : `${step.kind}:${step.application}`;
  return step.cluster === undefined ? name : `${name}@${step.cluster}`;
}

/** Cluster and application of a step, for its id and for people. @public */
export function subjectOf(input: StepInput): {
  kind: StepKind;
  cluster?: string;
  application?: string;
} {
  return {
    kind: input.kind,
    ...('cluster' in input && { cluster: input.cluster }),
    ...('application' in input && { application: input.application }),
  };
}
