import type { RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import { approvalFor, inputFor, shop } from '@interconnect/workflows/testing';
import type { RolloutEvent } from '../../temporal/RolloutEvent';
import { HistoryWriter } from './HistoryWriter';

interface TestHistory {
  input: RolloutInput;
  runs: { runId: string; events: RolloutEvent[] }[];
}

/**
 * Histories with everything that a fold has to cope with, for tests of what holds for all of them.
 */
export const histories: Record<string, TestHistory> = {
  'retry, skip, pause, then back': retriesAndRollback(),
  'several runs': severalRuns(),
  'approval, then cancel': approved(),
  'no approval in time': expired(),
};

function retriesAndRollback(): TestHistory {
  const input = inputFor(shop(1));
  const history = new HistoryWriter(input)
    .run('createNetwork@cluster-1/1')
    .schedule('deployLoadBalancer@cluster-1/1', 'deploySkupper@cluster-2/1')
    .fail('deploySkupper@cluster-2/1', 'no')
    .complete('deployLoadBalancer@cluster-1/1')
    .update('retry', { steps: ['deploySkupper@cluster-2'] })
    .schedule('deploySkupper@cluster-2/2')
    .timeOut('deploySkupper@cluster-2/2', 3, 'still no')
    .update('pause')
    .update('resume')
    .update('skip', { reason: 'later' })
    .schedule('deploySkupper@cluster-1/1')
    .update('rollback', { reason: 'enough' })
    .cancel('deploySkupper@cluster-1/1')
    .planRollback()
    .run('rollback:deploySkupper@cluster-2/1', 'rollback:deploySkupper@cluster-1/1')
    .run('rollback:deployLoadBalancer@cluster-1/1', 'rollback:createNetwork@cluster-1/1')
    .end({ state: 'RolledBack', failed: [] });
  return { input, runs: [{ runId: 'run-1', events: history.events }] };
}

function approved(): TestHistory {
  const input = inputFor(shop(1), { approval: approvalFor() });
  const { events } = new HistoryWriter(input)
    .task()
    .update('approve', { reason: 'announced' })
    .run('createNetwork@cluster-1/1')
    .update('cancel')
    .end({ state: 'Canceled', failed: [] });
  return { input, runs: [{ runId: 'run-1', events }] };
}

function expired(): TestHistory {
  const input = inputFor(shop(1), { approval: approvalFor() });
  const { events } = new HistoryWriter(input)
    .task()
    .end({ state: 'Canceled', failed: [], notApproved: 'expired' });
  return { input, runs: [{ runId: 'run-1', events }] };
}

function severalRuns(): TestHistory {
  const input = inputFor(shop(1));
  const continued = { ...input, carried: { state: 'Running' as const, steps: {} } };
  const first = new HistoryWriter(input)
    .run('createNetwork@cluster-1/1', 'deployLoadBalancer@cluster-1/1')
    .task()
    .add({ type: 'ContinuedAsNew', newRunId: 'run-2' });
  const second = new HistoryWriter(continued, Date.parse('2026-11-22T11:00:00Z'))
    .run('deploySkupper@cluster-1/1', 'deployApplication:my-backend@cluster-1/1')
    .task()
    .add({ type: 'ContinuedAsNew', newRunId: 'run-3' });
  const third = new HistoryWriter(continued, Date.parse('2026-11-22T12:00:00Z'))
    .schedule('deploySkupper@cluster-2/1', 'publishServices@cluster-1/1')
    .complete('publishServices@cluster-1/1')
    .complete('deploySkupper@cluster-2/1')
    .run('linkSpoke@cluster-2/1', 'deployApplication:my-frontend@cluster-2/1', 'verify/1')
    .end({ state: 'Succeeded', failed: [] });
  return {
    input,
    runs: [first, second, third].map(({ events }, index) => ({
      runId: `run-${index + 1}`,
      events,
    })),
  };
}
