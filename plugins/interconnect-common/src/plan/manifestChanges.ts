import { StepInput } from '../steps';
import { AppliedNetwork, Plan } from './types';

/** What a plan does to the manifest of an application on some clusters. @public */
export interface ManifestChange {
  application: string;
  clusters: string[];
  /** Digest of the bytes that were applied last; absent: none were. */
  before?: string;
  /** Applying `before` did not end, so that what runs may be something else. */
  partial?: true;
  /** Digest of the bytes that the plan applies; absent: what runs is removed. */
  after?: string;
}

/**
 * What a plan does to the manifests of applications, in its order; clusters to which the same
 * happens are one entry.
 *
 * @param applied - what the plan starts from
 * @public
 */
export function manifestChanges(
  applied: AppliedNetwork,
  steps: Pick<Plan['steps'][number], 'id' | 'action' | 'input'>[],
): ManifestChange[] {
  const changes = new Map<string, ManifestChange>();
  for (const { id, action, input } of steps) {
    if (input.kind !== 'deployApplication') continue;
    const stands = Object.hasOwn(applied, id) ? applied[id] : undefined;
    const before = stands && manifestOf(stands.input);
    const after = action === 'apply' ? manifestOf(input) : undefined;
    if (!before && !after) continue;
    const { application, cluster } = input;
    const partial = before !== undefined && stands?.state === 'partial';
    const key = JSON.stringify([application, before, partial, after]);
    const change = changes.get(key) ?? {
      application,
      clusters: [],
      ...(before && { before }),
      ...(partial && { partial }),
      ...(after && { after }),
    };
    change.clusters.push(cluster);
    changes.set(key, change);
  }
  return [...changes.values()];
}

function manifestOf(input: StepInput): string | undefined {
  return input.kind === 'deployApplication' && input.source.kind === 'manifests'
    ? input.source.digest
    : undefined;
}
