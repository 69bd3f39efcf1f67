import {
  AppliedNetwork,
  appliedSettings,
  ExposedService,
  PlanStep,
  StepActivityInput,
} from '@interconnect/backstage-plugin-interconnect-common';

/** What servers are known to expose, by the id of their step. */
export type Exposures = ReadonlyMap<string, ExposedService[]>;

/** Digest of the manifest whose bytes the step's activity needs. */
export function manifestOf({ action, input }: PlanStep): string | undefined {
  const needed = action === 'apply' && input.kind === 'deployApplication';
  return needed && input.source.kind === 'manifests' ? input.source.digest : undefined;
}

/**
 * Argument of a step's activity: its input, with the manifest's bytes and the exposed services where it needs them.
 * A link and the hub publish the servers that the plan names; a server is told what it exposed before; `verify` looks for all that
 * are known, and for all else that stands.
 *
 * @param manifests - bytes by digest
 * @param known - what stands by now, and clusters that are not configured any more
 */
export function activityInput(
  step: PlanStep,
  exposures: Exposures,
  manifests: Readonly<Record<string, string>>,
  known: { applied(): AppliedNetwork; absent?: string[] },
): StepActivityInput {
  const digest = manifestOf(step);
  const servers = serversOf(step, exposures);
  return {
    step: step.id,
    input: step.input,
    ...(digest !== undefined && { manifest: manifests[digest] }),
    ...(servers && { exposed: servers.sort().flatMap(id => exposures.get(id) ?? []) }),
    ...(step.kind === 'verify' && { settings: appliedSettings(known.applied()) }),
    ...(isUnlinking(step) && known.absent?.length && { absent: known.absent }),
  };
}

function isUnlinking({ kind, action }: PlanStep): boolean {
  return kind === 'linkSpoke' && action === 'remove';
}

function serversOf({ id, input }: PlanStep, exposures: Exposures): string[] | undefined {
  switch (input.kind) {
    case 'linkSpoke':
    case 'publishServices':
      return Object.keys(input.servers);
    case 'deployApplication':
      return exposures.has(id) ? [id] : undefined;
    case 'verify':
      return [...exposures.keys()];
    default:
      return undefined;
  }
}
