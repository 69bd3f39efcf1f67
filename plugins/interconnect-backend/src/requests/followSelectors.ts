import { toError } from '@backstage/errors';
import {
  type Asker,
  canonicalJson,
  chooseSpokes,
  type DesiredNetwork,
  type FieldError,
  limitsOf,
  sha256Hex,
  writtenDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';
import { askers } from '../audit/askers';
import { audited } from '../audited';
import { withClustersOnce } from '../clusters/clustersOnce';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import { settleOpenRollout } from './openRollout';
import { planRollout } from './planRollout';
import { isSame } from './putOperation';
import { recheckDesired, refuse } from './resolveDesired';
import { startRollout } from './startRollout';

const pageSize = 100;

/**
 * Asks for an update of every network whose document follows its selectors, and whose selectors
 * choose other clusters than before: in the name of who asked for the document, with the bytes that
 * were read for it. Limits and approvals are those of now. A network with an open rollout is left
 * for the next time. What was refused, has failed or was rejected is not asked for again until
 * something else is chosen.
 */
export async function followSelectors(given: Services): Promise<void> {
  const services = withClustersOnce(given);
  let after: { project: string; name: string } | undefined;
  for (;;) {
    const page = await services.networks.listHeads({ limit: pageSize, ...(after && { after }) });
    for (const { project, name, desired } of page) {
      if (!desired.selection?.spokes.some(({ follow }) => follow)) continue;
      await followNetwork(services, project, name).catch(error =>
        services.logger.error(
          `The selectors of network ${project}/${name} could not be followed`,
          toError(error),
        ),
      );
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = { project: last.project, name: last.name };
  }
}

async function followNetwork(services: Services, project: string, name: string): Promise<void> {
  const { networks, tenancy } = services;
  const current = await settleOpenRollout(services, project, name);
  const askedBy = current?.desired.selection?.askedBy;
  if (!current || current.open || !askedBy) return;
  const clusters = await services.listClusters();
  const before = current.desired.selection!;
  const { document, selection, errors } = chooseSpokes(
    limitsOf(tenancy, project),
    writtenDocument(current.desired),
    clusters,
    before,
  );
  const desired = { ...current.desired, document, selection: { ...selection!, askedBy } };
  const chosen = sha256Hex(canonicalJson([desired.selection.spokes, desired.selection.clusters]));
  if (isSame(current.desired, desired)) {
    // What is chosen now may be left and come again: that is another change.
    if (current.followed) await networks.saveFollowed(project, name, undefined);
    return;
  }
  if (current.followed === chosen) return;
  const problems = [...errors, ...brokenMembers(current.desired, desired, clusters)];
  const outcome = await ask(services, { current, desired, askedBy, problems });
  if (outcome !== 'changed') await networks.saveFollowed(project, name, chosen);
}

/** Members that are not usable: nobody has said that they shall leave, and they could not be tidied. */
function brokenMembers(
  before: DesiredNetwork,
  after: DesiredNetwork,
  clusters: readonly Cluster[],
): FieldError[] {
  const unusable = new Map(clusters.map(({ name, unusable: why }) => [name, why]));
  const staying = new Set(after.document.spokes?.map(({ cluster }) => cluster));
  return (before.document.spokes ?? []).flatMap(({ cluster }) => {
    const why = staying.has(cluster) ? undefined : unusable.get(cluster);
    return why === undefined
      ? []
      : [{ field: 'spokes', message: `member '${cluster}' is not usable: ${why}` }];
  });
}

/** @returns `refused`: it stands in the audit; `changed`: decide again */
async function ask(
  services: Services,
  request: {
    current: StoredNetwork;
    desired: DesiredNetwork;
    askedBy: Asker;
    problems: FieldError[];
  },
): Promise<'asked' | 'refused' | 'changed'> {
  const { project, name } = request.current;
  const subject = `${project}/${name}`;
  const event = { eventId: 'network-follow', severityLevel: 'medium' } as const;
  const meta = { project, network: name, action: 'network.follow', subject };
  try {
    return await audited(services.auditor, { ...event, meta }, () => update(services, request));
  } catch (error) {
    const { name: kind, message } = toError(error);
    if (kind !== 'InputError') throw error;
    await services.audit.append(project, name, {
      ...entryOf(request, message),
      action: 'network.follow',
      outcome: 'refused',
    });
    return 'refused';
  }
}

async function update(
  services: Services,
  request: Parameters<typeof ask>[1],
): Promise<'asked' | 'changed'> {
  const { current, desired, askedBy, problems } = request;
  const { project, name, revision, applied } = current;
  refuse(desired, problems);
  await recheckDesired(services, { desired });
  const planned = await planRollout(services, { applied, desired });
  const generation = await services.networks.nextGeneration(project, name);
  const outcome =
    planned.plan.steps.length === 0
      ? await services.networks.saveDocument({
          desired,
          generation,
          revision,
          audit: {
            ...entryOf(request, `generation ${generation}, nothing to roll out`),
            action: 'network.update',
            outcome: 'accepted',
          },
        })
      : await startRollout(services, {
          project,
          network: name,
          current,
          desired,
          planned,
          generation,
          ...askedBy,
          followed: true,
        });
  return outcome === 'changed' ? 'changed' : 'asked';
}

function entryOf({ current, askedBy }: Parameters<typeof ask>[1], message: string) {
  return {
    time: new Date().toISOString(),
    actor: askedBy.requestedBy,
    subject: `${current.project}/${current.name}`,
    message: [message, ...askers({ ...askedBy, followed: true })].join('; '),
  };
}
