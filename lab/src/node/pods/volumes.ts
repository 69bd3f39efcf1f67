import type { V1Container, V1Pod } from '@kubernetes/client-node';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ContainerConfigError, type ReadData } from './environment';

/** Folders of this computer by the paths at which a container sees them. */
export type Mounts = Record<string, string>;

/**
 * Writes the Secrets that a container mounts into files, as a kubelet does; done again, it writes
 * what they hold by then, each file at once. Other kinds of volumes are not there.
 *
 * @param folder - of the pod
 * @throws ContainerConfigError when a Secret is missing that is not optional
 */
export async function mountSecrets(
  pod: V1Pod,
  container: V1Container,
  folder: string,
  read: ReadData,
): Promise<Mounts> {
  const mounts: Mounts = {};
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const secret = pod.spec?.volumes?.find(volume => volume.name === name)?.secret;
    if (!secret) continue;
    const data = await read('secrets', secret.secretName ?? '');
    if (!data && !secret.optional) {
      throw new ContainerConfigError(
        `MountVolume.SetUp failed for volume "${name}": secret "${secret.secretName}" not found`,
      );
    }
    const place = join(folder, 'volumes', name);
    await mkdir(place, { recursive: true });
    for (const [key, value] of Object.entries(data ?? {})) {
      const file = join(place, key);
      await writeFile(`${file}.next`, value);
      await rename(`${file}.next`, file);
    }
    mounts[mountPath.replace(/\/+$/, '')] = place;
  }
  return mounts;
}
