import type { DeployApplicationInput } from '@interconnect/backstage-plugin-interconnect-common';
import { tlsSecretsOf } from '../application/applicationTls';
import { checkObjects, requireNamespaced, type Verdict } from '../application/checkObjects';
import { applicationOwnership, manifestObjects } from '../application/objects';
import { requireRole } from '../application/requireRole';
import { withoutUnserved } from '../application/serviceExports';
import { type ClusterClient, isFailure, isOwned, nameOf, textOf } from '../client';
import { asProject } from '../cluster/identities';
import { networkOwnership } from '../cluster/labels';
import { readNamespace, requireProject } from '../cluster/projectNamespace';
import { hasRights, requireBindable } from '../cluster/projectRights';
import { requirePrunable } from './checkRemoval';
import type { Told } from './findings';

/** Asks a cluster what it would say to the objects of an application's manifest. */
export async function checkApplication(
  client: ClusterClient,
  input: DeployApplicationInput,
  manifest: string,
): Promise<Told[]> {
  const { namespace, network } = input;
  const objects = await withoutUnserved(client, manifestObjects(input, manifest));
  await requireNamespaced(client, objects);
  const place = await readNamespace(client, namespace);
  const stands = place !== undefined && !place.metadata.deletionTimestamp;
  if (stands) {
    requireProject(place, network.project, client.cluster);
    await checkTls(client, input);
  }
  if (!(stands && (await hasRights(client, namespace)))) {
    await requireBindable(client, namespace, { project: network.project, isThere: stands });
    return partly(await requireRole(client, objects), namespace);
  }
  const account = asProject(client, namespace);
  await requirePrunable(client, input, [...objects, ...tlsSecretsOf(input)]);
  const verdicts = await checkObjects(account, objects, applicationOwnership(input));
  const told = await Promise.all(verdicts.map(one => tellOf(account, input, one)));
  return told.flat();
}

/**
 * Asks whether somebody else has a Secret that the application is to get; one of another application
 * of the network goes before its name is needed.
 */
export async function checkTls(
  client: ClusterClient,
  input: DeployApplicationInput,
): Promise<Told[]> {
  await client.requireFree(tlsSecretsOf(input), networkOwnership(input.network));
  return [];
}

/** Without the namespace, or the project's rights in it, nothing can be tried there. */
function partly(isRoleRead: boolean, namespace: string): Told[] {
  const checked = isRoleRead
    ? 'the kinds of its objects and the rights to them'
    : 'the kinds of its objects';
  const text =
    `namespace ${namespace} is not prepared yet, so that only ${checked} could be checked; ` +
    'the rollout checks the rest before it writes the first of them';
  return [{ finding: 'warning', text }];
}

const answers = {
  apply: () => [],
  refuse: ({ failure }: Verdict): Told[] => [{ finding: 'refused', text: textOf(failure) }],
  replace: ({ object }: Verdict): Told[] => [{ finding: 'replaced', text: nameOf(object) }],
} satisfies Record<Verdict['answer'], (verdict: Verdict) => Told[]>;

async function tellOf(
  account: ClusterClient,
  { network }: DeployApplicationInput,
  verdict: Verdict,
): Promise<Told[]> {
  const { object, failure, warnings } = verdict;
  // Another application of the network may have it, from which the plan takes it.
  const holder = isFailure(failure, 'nameTaken') ? await account.get(object) : undefined;
  const isLeft = holder !== undefined && isOwned(holder, networkOwnership(network));
  const told = warnings.map((text): Told => ({
    finding: 'warning',
    text: `${nameOf(object)}: ${text}`,
  }));
  return isLeft ? [] : [...answers[verdict.answer](verdict), ...told];
}
