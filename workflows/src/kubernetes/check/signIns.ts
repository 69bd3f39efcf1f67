import type { SignInTrouble } from '@interconnect/backstage-plugin-interconnect-common';
import { type Cluster, kubeConfigOf } from '@interconnect/backstage-plugin-interconnect-node';
import { mapBounded } from '../bounded';
import { CredentialsError, credentialsOf } from '../client';

/** Each may be a program. */
const concurrency = 8;

/**
 * Clusters of which it is known that this worker cannot sign in there: as they are configured, or
 * because the program for it fails. No cluster is reached. Of a program that has not ended in time
 * nothing is known.
 */
export async function signInTroubles(
  clusters: readonly Cluster[],
  end: AbortSignal,
): Promise<SignInTrouble[]> {
  const told = await mapBounded(clusters, concurrency, async cluster => {
    const reason = cluster.unusable ?? (await inTime(troubleOf(cluster), end));
    return reason === undefined ? [] : [{ cluster: cluster.name, reason }];
  });
  return told.flat();
}

async function troubleOf(cluster: Cluster): Promise<string | undefined> {
  try {
    const kubeConfig = kubeConfigOf(cluster);
    // Only a program can fail before anybody is reached.
    if (kubeConfig.getCurrentUser()?.exec) await credentialsOf(kubeConfig);
    return undefined;
  } catch (error) {
    return error instanceof CredentialsError
      ? `its user cannot sign in where this worker runs: ${error.message}`
      : undefined;
  }
}

async function inTime<T>(work: Promise<T>, end: AbortSignal): Promise<T | undefined> {
  if (end.aborted) return undefined;
  return Promise.race([
    work,
    new Promise<undefined>(resolve => {
      end.addEventListener('abort', () => resolve(undefined), { once: true });
    }),
  ]);
}
