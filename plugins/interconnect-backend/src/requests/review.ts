import {
  ManifestChange,
  manifestChanges,
  Review,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import type { StoredRollout } from '../store/RolloutStore';
import { planRollout } from './planRollout';
import { putOperation } from './putOperation';
import { resolveDesired } from './resolveDesired';

/**
 * The manifests that putting the document would apply now, beside those that run. Changes nothing.
 */
export async function reviewRequest(
  services: Services,
  request: { project: string; name: string; body: unknown; requester: Requester },
): Promise<Review> {
  const current = await services.networks.getNetwork(request.project, request.name);
  const { desired, manifests } = await resolveDesired(services, { ...request, current });
  const applied = current?.applied ?? {};
  const operation = putOperation(current, desired);
  const { plan, digest } = await planRollout(services, { applied, desired, operation });
  const changes = manifestChanges(applied, plan.steps);
  const digests = digestsOf(changes);
  const read = digests.filter(one => Object.hasOwn(manifests, one));
  const texts = {
    ...Object.fromEntries(read.map(one => [one, manifests[one]])),
    ...(await services.networks.getManifests(digests.filter(one => !read.includes(one)))),
  };
  return { planDigest: digest, manifests: changes, texts };
}

/** The manifests that a rollout applies, beside those that ran when it was asked for. */
export async function reviewRollout(
  services: Pick<Services, 'networks'>,
  { fold, planDigest: digest }: StoredRollout,
): Promise<Review> {
  const changes = fold.manifests ?? manifestChanges(fold.applied, fold.plan);
  const texts = await services.networks.getManifests(digestsOf(changes));
  return { planDigest: digest, manifests: changes, texts };
}

function digestsOf(changes: ManifestChange[]): string[] {
  return [...new Set(changes.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()))];
}
