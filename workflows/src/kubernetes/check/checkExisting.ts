import {
  annotations,
  type DeployApplicationInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { readExposures } from '../application/exposures';
import { findServices } from '../application/findServices';
import { readBehind, strayText } from '../application/strays';
import { type ClusterClient, failure, nameOf } from '../client';
import { readNamespace, requireProject } from '../cluster/projectNamespace';
import { checkTls } from './checkApplication';
import type { Told } from './findings';

/**
 * Asks a cluster about the Services of an application that is said to be there already: whether
 * they are, and whether they can be exposed.
 */
export async function checkExisting(
  client: ClusterClient,
  input: DeployApplicationInput,
): Promise<Told[]> {
  const place = await readNamespace(client, input.namespace);
  if (place) requireProject(place, input.network.project, client.cluster);
  await checkTls(client, input);
  const services = await findServices(client, input, []);
  if (!input.expose) return [];
  const { exposed, errors } = readExposures(input, services);
  if (errors.length > 0) throw failure('invalidInput', errors.join('; '));
  if (exposed.length === 0) {
    const names = services.map(nameOf).join(', ');
    // One that was withdrawn since is fine; which one it is, only the rollout knows.
    const text = `exposes nothing: none of ${names} has the annotation ${annotations.exposeService}: "true"`;
    return [{ finding: 'warning', text }];
  }
  const told: Told[] = [];
  for (const service of services) {
    const { name, namespace = '' } = service.metadata;
    if (!exposed.some(one => one.name === name)) continue;
    const never = strayText(service, []);
    if (never) throw failure('invalidInput', `${never} (on ${client.cluster})`);
    // Pods come and go: the step looks several times.
    const now = strayText(service, (await readBehind(client, namespace, name)).strays);
    if (now) told.push({ finding: 'warning', text: now });
  }
  return told;
}
