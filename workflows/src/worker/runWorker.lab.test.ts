import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  defaultRules,
  rolloutWorkflowType,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signRollout } from '@interconnect/backstage-plugin-interconnect-node';
import { Client, Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { stepActivity, type StepDependencies } from '../kubernetes/StepContext';
import { inputFor, shop, testCodec, testSigner, testVerifier } from '../testing';
import { runWorker } from './runWorker';

jest.setTimeout(180_000);

/**
 * Seconds that a throttle of 80 % of the heartbeat timeout, Temporal's default, lets words be old.
 */
const defaultThrottleSeconds = 24;

describe('runWorker', () => {
  it('tells Temporal what steps say while it is news', async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) throw new Error('TEMPORAL_ADDRESS is not set: this test needs npm test');
    const connection = await Connection.connect({ address });
    const taskQueue = `test-${randomUUID()}`;
    const stop = new AbortController();
    const nobody: StepDependencies = {
      clusters: [{ name: 'cluster-1', labels: {}, source: 'test' }],
      options: {} as StepDependencies['options'],
      tenancy: defaultRules,
    };
    const createNetwork = stepActivity(nobody, async step => {
      for (let second = 0; ; second++) {
        step.note(`second ${second}`);
        await step.sleep(1000);
      }
    });
    const temporal = { address, namespace: 'default', taskQueue };
    const options = {
      temporal,
      codec: testCodec,
      verifier: testVerifier,
      maxActivities: 10,
      shutdownGraceSeconds: 0,
    };
    const running = runWorker(options, { createNetwork }, stop.signal);
    try {
      const workflowId = `interconnect.${randomUUID()}`;
      const handle = await new Client({ connection }).workflow.start(rolloutWorkflowType, {
        taskQueue,
        workflowId,
        args: [signRollout(testSigner, inputFor(shop(0)), { workflowId })],
      });
      const seconds = new Set<number>();
      while (seconds.size < 3) {
        const { pendingActivities } = (await handle.describe()).raw;
        const [payload] = await testCodec.decode(
          pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [],
        );
        const said = payload && defaultPayloadConverter.fromPayload<string>(payload);
        if (said) seconds.add(Number(said.replace('second ', '')));
        await pause(200);
      }
      await handle.terminate();
      const [first, , third] = [...seconds];
      expect(third - first).toBeLessThan(defaultThrottleSeconds);
    } finally {
      stop.abort();
      await running;
      await connection.close();
    }
  });
});
