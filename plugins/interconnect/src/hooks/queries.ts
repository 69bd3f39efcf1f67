import { BackstageUserIdentity, identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  AuditEntry,
  ClusterInfo,
  Network,
  NetworkName,
  Page,
  PageOptions,
  ProjectLimits,
  Rollout,
  rolloutSignalChannel,
  RolloutSummary,
  TaggedNetwork,
  isFinal,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useEffect, useRef } from 'react';
import { interconnectApiRef } from '../api';
import { Polled, usePolled } from './usePolled';

/** All networks that the person may see, kept current. */
export function useNetworks(): Polled<Network[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(signal => allPages(page => api.listAllNetworks(page, { signal })), 15_000, [
    api,
  ]);
}

/** One network with its entity tag, kept current: more often while a rollout is open. */
export function useNetwork({ project, network }: NetworkName): Polled<TaggedNetwork> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => api.getNetwork({ project, network }, { signal }),
    tagged => (tagged?.network.rollout ? 3_000 : 10_000),
    [api, project, network],
  );
}

/** All rollouts of a network, newest first, kept current. `busy`: one of them is open. */
export function useRollouts(
  { project, network }: NetworkName,
  busy: boolean,
): Polled<RolloutSummary[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => allPages(page => api.listRollouts({ project, network }, page, { signal })),
    busy ? 5_000 : 30_000,
    [api, project, network],
  );
}

/** One rollout, kept current until it has ended. */
export function useRollout({ project, network }: NetworkName, rollout: string): Polled<Rollout> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => api.getRollout({ project, network }, rollout, { signal }),
    pauseAfter,
    [api, project, network, rollout],
  );
}

/**
 * How long to wait after an answer, in ms: a rollout of thousands of steps is a megabyte, so it is
 * asked for less often.
 */
export function pauseAfter(rollout: Rollout | undefined): number | undefined {
  if (!rollout) return 5_000;
  if (isFinal(rollout.state)) return undefined;
  return rollout.steps.length > 500 ? 5_000 : 2_000;
}

/** The whole audit log of a network, oldest first, kept current. `busy`: a rollout writes to it. */
export function useAudit({ project, network }: NetworkName, busy: boolean): Polled<AuditEntry[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(
    signal => allPages(page => api.listAudit({ project, network }, page, { signal })),
    busy ? 5_000 : 60_000,
    [api, project, network],
  );
}

/** All clusters that networks may span. */
export function useClusters(): Polled<ClusterInfo[]> {
  const api = useApi(interconnectApiRef);
  return usePolled(signal => api.listClusters({ signal }), 60_000, [api]);
}

/** What a project may do; undefined while it is not known, or no project is chosen. */
export function useLimits(project: string): ProjectLimits | undefined {
  const api = useApi(interconnectApiRef);
  const { value } = usePolled(
    async signal => (project ? api.getLimits(project, { signal }) : undefined),
    60_000,
    [api, project],
  );
  // Until the new project's are there, those of the one before are still known.
  return value?.project === project.toLowerCase() ? value : undefined;
}

/**
 * Who looks at the page: their ref, and the refs that they own things by (their own, and those of
 * their groups).
 */
export function useIdentity(): Polled<BackstageUserIdentity> {
  const identity = useApi(identityApiRef);
  return usePolled(() => identity.getBackstageIdentity(), undefined, [identity]);
}

/** Reads a list to its end. */
export async function allPages<T>(load: (page: PageOptions) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await load({ limit: 500, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** Signals that come faster are answered together, in ms. */
const togetherMs = 300;

/**
 * Calls `onChange` soon after the backend signals that the rollout has changed; never while there
 * is none. Only a hint that shortens the wait: pages poll as well, because an app may have no
 * signals.
 */
export function useRolloutSignal(rollout: string | undefined, onChange: () => void) {
  const { lastSignal } = useSignal<{ rollout: string }>(rolloutSignalChannel);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    if (!rollout || lastSignal?.rollout !== rollout || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onChange();
    }, togetherMs);
  }, [lastSignal, rollout, onChange]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
