/**
 * Records the histories that `replay.test.ts` replays: real runs of the workflow, with mocked
 * activities, on a running Temporal server. To be run again only when histories of the workflow as
 * it is now are wanted beside, or instead of, older ones; a workflow that can no longer replay old
 * histories breaks the rollouts that are running when it is deployed.
 *
 * `TEMPORAL_ADDRESS=127.0.0.1:7233 node --import tsx
 * workflows/src/rollout/__testUtils__/recordHistories.ts [scenario …]`
 *
 * @packageDocumentation
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { appliedAll, approvalFor, inputFor, MockActivities, shop } from '../../testing';
import { RolloutServer, type StartedRollout } from './RolloutServer';

interface Scenario {
  input: RolloutInput;
  prepare?(activities: MockActivities): void;
  act?(rollout: StartedRollout): Promise<void>;
}

const scenarios: Record<string, Scenario> = {
  success: { input: inputFor(shop(2)) },
  // No planner of this version makes such a plan: each step needs the one before it.
  'other-planner': {
    input: otherPlan(inputFor(shop(1))),
    prepare: activities => activities.fails('verify/1', 'down'),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('rollback');
    },
  },
  repair: { input: inputFor(shop(1), { applied: appliedAll(shop(1)), operation: 'repair' }) },
  'failure-retry-skip': {
    input: inputFor(shop(2)),
    prepare: activities =>
      activities.fails('linkSpoke@cluster-2/1', 'no route').fails('verify/1', 'down'),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('retry', { steps: ['linkSpoke@cluster-2'] });
      await rollout.until(
        ({ state, failed }) => state === 'Blocked' && failed[0].step === 'verify',
      );
      await rollout.command('skip');
    },
  },
  'pause-rollback': {
    input: inputFor(shop(2), { applied: appliedAll(shop(1)), previous: shop(1) }),
    prepare: activities => void activities.holds('linkSpoke@cluster-3/1'),
    act: async rollout => {
      await rollout.until(({ running }) => running.includes('linkSpoke@cluster-3'));
      await rollout.command('pause');
      await rollout.command('rollback', { reason: 'wrong spoke' });
    },
  },
  canceled: {
    input: inputFor(shop(1)),
    prepare: activities => void activities.holds('deploySkupper@cluster-2/1'),
    act: async rollout => {
      await rollout.until(({ running }) => `${running}` === 'deploySkupper@cluster-2');
      await rollout.handle.cancel();
    },
  },
  blocked: {
    input: inputFor(undefined, {
      applied: appliedAll(shop(1)),
      options: { blockedSeconds: 1 },
    }),
    prepare: activities => activities.fails('linkSpoke@cluster-2/1', 'cluster-2 is unreachable'),
  },
  approved: {
    input: inputFor(shop(1), { approval: approvalFor() }),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'AwaitingApproval');
      await rollout.command('approve', { by: 'user:default/anna', reason: 'announced' });
    },
  },
  rejected: {
    input: inputFor(shop(1), { approval: approvalFor() }),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'AwaitingApproval');
      await rollout.command('reject', { by: 'user:default/anna', reason: 'not now' });
    },
  },
  expired: {
    input: inputFor(shop(1), { approval: approvalFor({ expiresAfterSeconds: 2 }) }),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'AwaitingApproval');
    },
  },
  'canceled-awaiting-approval': {
    input: inputFor(shop(1), { approval: approvalFor() }),
    act: async rollout => {
      await rollout.until(({ state }) => state === 'AwaitingApproval');
      await rollout.handle.cancel();
    },
  },
  'continue-as-new': { input: inputFor(shop(5), { options: { eventsPerRun: 40, window: 4 } }) },
};

function otherPlan(input: RolloutInput): RolloutInput {
  const steps = input.steps.map((step, index, all) => ({
    ...step,
    needs: index === 0 ? [] : [all[index - 1].id],
    summary: `${step.summary} (as planned by another version)`,
  }));
  return inputFor(input.desired, { steps });
}

/**
 * Begins the names of the files: the recordings of earlier versions stay beside them, and are
 * replayed as well.
 */
const version = 'format2-';

/** They hold paths of the computer that recorded. */
const withoutStackTraces = (key: string, value: unknown) => (key === 'stackTrace' ? '' : value);

async function main() {
  // The sources, for they are what is committed.
  // eslint-disable-next-line no-restricted-syntax
  const folder = join(__dirname, 'histories');
  mkdirSync(folder, { recursive: true });
  const server = await RolloutServer.connect(createPayloadCodec([]));
  const wanted = process.argv.slice(2);
  for (const [name, { input, prepare, act }] of Object.entries(scenarios)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const activities = new MockActivities();
    prepare?.(activities);
    await server.withWorker(activities, async start => {
      const rollout = await start(input);
      await act?.(rollout);
      await rollout.result().catch(() => {}); // One of them ends as Canceled.
      const histories = await rollout.histories();
      histories.forEach((history, index) => {
        const file = `${version}${name}${histories.length > 1 ? `-${index + 1}` : ''}`;
        const text = JSON.stringify(JSON.parse(historyToJSON(history), withoutStackTraces));
        writeFileSync(join(folder, `${file}.history.json`), `${text}\n`);
        console.log(`${file}: ${history.events?.length} events`);
      });
    });
  }
  await server.close();
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
