import {
  type CheckedStep,
  type DeployApplicationInput,
  labelSelectorOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { stepOf } from '../application/objects';
import { kindsOfApplications } from '../application/requireRole';
import { type ClusterClient, isFailure, type ObjectRef, textOf } from '../client';
import { requireAccess } from '../cluster/access';
import { listAllKinds } from '../cluster/contents';
import { asProject } from '../cluster/identities';
import { hasRights } from '../cluster/projectRights';
import { unwanted } from '../cluster/prune';
import type { Told } from './findings';
import { ownObjects } from './ownObjects';
import type { Question } from './questions';

const deletion = (object: ObjectRef) => ({ verb: 'delete', object });

/** What clusters are asked about a step that the plan takes back: may what it made be deleted. */
export function removalQuestions(input: CheckedStep): Question[] {
  const { cluster } = input;
  const own = ownObjects(input, []).filter(({ objects }) => objects.length > 0);
  return [
    ...own.map(({ cluster: on, objects }) => ({
      cluster: on,
      ask: (client: ClusterClient) => asWarning(() => requireAccess(client, objects.map(deletion))),
    })),
    ...(input.kind === 'deployApplication' && input.source.kind === 'manifests'
      ? [
          {
            cluster,
            application: input.application,
            ask: (client: ClusterClient) =>
              asWarning(async () => {
                if (await hasRights(client, input.namespace))
                  await requirePrunable(client, input, []);
              }),
          },
        ]
      : []),
  ];
}

/**
 * Asks whether what an application has on a cluster, and is not to have any more, may be deleted
 * there with the project's rights, which its account has.
 *
 * @throws failure `Forbidden` that names it
 */
export async function requirePrunable(
  client: ClusterClient,
  input: DeployApplicationInput,
  wanted: readonly ObjectRef[],
): Promise<void> {
  const { namespace, network } = input;
  const account = asProject(client, namespace);
  const labelSelector = labelSelectorOf(network, stepOf(input));
  const only = await kindsOfApplications(client);
  const made = await listAllKinds(account, { namespaced: true, namespace, labelSelector, only });
  await requireAccess(account, unwanted(made, wanted).map(deletion));
}

/** Whoever wants something gone can skip such a step: the plan is not refused. */
async function asWarning(ask: () => Promise<void>): Promise<Told[]> {
  try {
    await ask();
    return [];
  } catch (error) {
    if (!isFailure(error, 'forbidden')) throw error;
    return [{ finding: 'warning', text: `cannot be removed: ${textOf(error)}` }];
  }
}
