import { randomBytes } from 'node:crypto';
import { createPayloadCodec, signRollout } from '@interconnect/backstage-plugin-interconnect-node';
import { defaultPayloadConverter } from '@temporalio/common';
import { inputFor, shop, testCodec, testSigner, testVerifier } from '../testing';
import { OpenRollouts } from './OpenRollouts';

const startedAt = new Date(Date.UTC(2026, 10, 29, 10));
const workflowId = 'interconnect.edge-shop.shop';
const signed = () => signRollout(testSigner, inputFor(shop()), { now: startedAt });

/** A Temporal service in which executions run that were started with these inputs, or payloads. */
function serviceWith(inputs: Record<string, unknown>) {
  const running = new Map(Object.entries(inputs));
  const reads: string[] = [];
  const workflowService = {
    listWorkflowExecutions: async () => ({
      executions: [...running.keys()].map(runId => ({ execution: { workflowId, runId } })),
    }),
    getWorkflowExecutionHistory: async ({ execution }: { execution: { runId: string } }) => {
      reads.push(execution.runId);
      const input = running.get(execution.runId);
      if (input === undefined) throw Object.assign(new Error('not found'), { code: 5 });
      const payloads = Array.isArray(input)
        ? input
        : await testCodec.encode([defaultPayloadConverter.toPayload(input)!]);
      const eventTime = { seconds: startedAt.getTime() / 1000, nanos: 0 };
      const attributes = { workflowType: { name: 'rollout' }, input: { payloads } };
      const event = { eventTime, workflowExecutionStartedEventAttributes: attributes };
      return { history: { events: [event] } };
    },
  };
  const connection = { workflowService } as never;
  const temporal = { connection, codec: testCodec, namespace: 'default' };
  return { rollouts: new OpenRollouts(testVerifier, temporal), running, reads };
}

const known = {
  network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
  ...{ rolloutId: 'rollout-1', operation: 'create', generation: 1 },
  startedAt: startedAt.toISOString(),
};

describe('the open rollouts', () => {
  it('are those that run, each read once', async () => {
    const { rollouts, running, reads } = serviceWith({ a: signed() });
    expect(await rollouts.list()).toEqual([known]);
    expect(await rollouts.list()).toEqual([known]);
    expect(reads).toEqual(['a']);
    running.clear();
    expect(await rollouts.list()).toEqual([]);
  });

  it('are none that the backend has not signed', async () => {
    const forged = { ...signed(), generation: 9 };
    const { signature: _, ...unsigned } = signed();
    const { rollouts, reads } = serviceWith({ forged, unsigned, a: signed() });
    expect(await rollouts.list()).toEqual([known]);
    await rollouts.list();
    expect(reads).toHaveLength(3);
  });

  it.each([
    ['nothing', null],
    ['a word', 'rollout'],
    ['no steps', { ...signed(), steps: undefined }],
    ['steps that are none', { ...signed(), steps: [null, {}] }],
    ['no JSON', [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') }]],
    ['no argument', []],
  ])('are known beside an execution that was started with %s', async (_, input) => {
    const { rollouts } = serviceWith({ strange: input, a: signed() });
    expect(await rollouts.list()).toEqual([known]);
  });

  it('are known beside an execution that is encrypted with a key that is not', async () => {
    const foreign = createPayloadCodec([{ id: 'foreign', key: randomBytes(32) }]);
    const payloads = await foreign.encode([defaultPayloadConverter.toPayload(signed())!]);
    const { rollouts } = serviceWith({ foreign: payloads, a: signed() });
    expect(await rollouts.list()).toEqual([known]);
  });

  it('are not those that end while they are read', async () => {
    const { rollouts, running } = serviceWith({ a: signed() });
    const listed = rollouts.list();
    running.clear();
    expect(await listed).toEqual([]);
  });

  it('are not known while Temporal does not answer', async () => {
    const silent = () => Promise.reject(Object.assign(new Error('unavailable'), { code: 14 }));
    const workflowService = { listWorkflowExecutions: silent };
    const connection = { workflowService } as never;
    const temporal = { connection, codec: testCodec, namespace: 'default' };
    await expect(new OpenRollouts(testVerifier, temporal).list()).rejects.toThrow('unavailable');
  });
});
