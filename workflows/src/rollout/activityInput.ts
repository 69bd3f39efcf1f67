import {
  AppliedNetwork,
  appliedSettings,
  definitionOf,
  ExposedService,
  PlanStep,
  StepActivityInput,
} from '@interconnect/backstage-plugin-interconnect-common';

/** What servers are known to expose, by the id of their step. */
export type Exposures = ReadonlyMap<string, ExposedService[]>;

/** Digest of the manifest whose bytes the step's activity needs. */
export function manifestOf({ action, input }: PlanStep): string | undefined {
  return action === 'apply' ? definitionOf(input).activity?.manifest?.(input) : undefined;
}

/**
 * Argument of a step's activity: its input, and what its kind says that it needs besides.
 *
 * @param manifests - bytes by digest
 * @param known - what stands by now, the servers with a digest, what a step comes after and is
 * missing, and clusters that are not configured any more
 */
export function activityInput(
  step: PlanStep,
  exposures: Exposures,
  manifests: Readonly<Record<string, string>>,
  known: {
    applied(): AppliedNetwork;
    serversOf(digest: string): readonly string[];
    missingFor(step: PlanStep): readonly PlanStep[];
    absent?: string[];
  },
): StepActivityInput {
  const { id, action, input } = step;
  const { activity } = definitionOf(input);
  if (action === 'remove') {
    const tellsAbsent = activity?.absent && known.absent?.length;
    return { step: id, input, ...(tellsAbsent && { absent: known.absent }) };
  }
  const digest = manifestOf(step);
  const exposed = activity?.exposed?.(input, {
    step: id,
    exposures,
    serversOf: known.serversOf,
  });
  const missing = activity?.missing
    ? known.missingFor(step).filter(({ kind }) => kind === 'deployApplication')
    : [];
  return {
    step: id,
    input,
    ...(missing.length > 0 && { missing: missing.map(other => other.id) }),
    ...(digest !== undefined && { manifest: manifests[digest] }),
    ...(exposed && { exposed }),
    ...(activity?.settings && { settings: appliedSettings(known.applied()) }),
  };
}
