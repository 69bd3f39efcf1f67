import {
  observeScheduleId,
  rolloutStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { NetworkStore, StoredNetwork } from '../store/NetworkStore';
import type { Observations, WantedSchedule } from '../temporal/Observations';
import { forEachOf } from './forEachOf';
import { ScheduleChange, scheduleChanges } from './scheduleChanges';
import { ScheduleSettings, unappliedSchedule, wantedSchedule } from './wantedSchedule';

const pageSize = 100;

/**
 * Makes the Schedules in Temporal what the networks in the store need. Those of networks whose
 * rollout is at work are left alone: it tells itself what it does, and `verify` has the last word.
 * Several replicas may do this at the same time, and any of them may do it with what it read a
 * moment ago: the next time puts it right.
 *
 * @returns what was done
 * @throws the first error, after everything else was done
 */
export async function keepSchedules(
  store: Pick<NetworkStore, 'listAllNetworks'>,
  observations: Observations,
  settings: ScheduleSettings,
): Promise<ScheduleChange[]> {
  const wanted: WantedSchedule[] = [];
  const held = new Set<string>();
  for await (const network of allNetworks(store)) {
    const schedule = wantedSchedule(network, settings) ?? unappliedSchedule(network, settings);
    if (schedule) {
      wanted.push(schedule);
    }
    if (network.open && rolloutStates[network.open.state].changesClusters) {
      held.add(observeScheduleId(network.project, network.name));
    }
  }
  const { taskQueue } = settings;
  const changes = scheduleChanges({ wanted, held, taskQueue }, await observations.schedules());
  await forEachOf(changes, change => applyChange(observations, change));
  return changes;
}

async function applyChange(observations: Observations, change: ScheduleChange): Promise<void> {
  switch (change.kind) {
    case 'create':
      return observations.create(change.wanted);
    case 'replace':
      await observations.remove(change.wanted.id);
      return observations.create(change.wanted, change.state);
    default:
      return observations.remove(change.id);
  }
}

async function* allNetworks(
  store: Pick<NetworkStore, 'listAllNetworks'>,
): AsyncGenerator<StoredNetwork> {
  let after: { project: string; name: string } | undefined;
  for (;;) {
    const page = await store.listAllNetworks({ limit: pageSize, ...(after && { after }) });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) {
      return;
    }
    after = { project: last.project, name: last.name };
  }
}
