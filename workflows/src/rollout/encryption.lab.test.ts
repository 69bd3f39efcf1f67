import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { approvalFor, inputFor, MockActivities, shop } from '../testing';
import { RolloutServer } from './__testUtils__/RolloutServer';

jest.setTimeout(60_000);

/** On a real Temporal server: what it keeps, read without the codec. */
it('nobody reads documents, manifests and results in what Temporal keeps', async () => {
  const server = await RolloutServer.connect();
  const activities = new MockActivities();
  try {
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1), { approval: approvalFor() }));
      await rollout.command('approve', { by: 'user:default/anna', reason: 'announced' });
      expect((await rollout.result()).state).toBe('Succeeded');
      for (const history of await rollout.histories()) {
        const payloads = payloadsOf(JSON.parse(historyToJSON(history)));
        expect(payloads.length).toBeGreaterThan(20);
        const texts = payloads.map(({ data = '' }) => Buffer.from(data, 'base64').toString());
        expect(texts.join(' ')).not.toMatch(/cluster-1|my-backend|edge-shop|anna|announced/);
        const encodings = payloads.map(({ metadata }) =>
          Buffer.from(metadata.encoding, 'base64').toString(),
        );
        expect(new Set(encodings)).toEqual(new Set(['binary/encrypted']));
      }
    });
  } finally {
    await server.close();
  }
});

interface RawPayload {
  metadata: { encoding: string };
  data?: string;
}

/**
 * All payloads of a history, wherever they stand, but for what is never encoded: search attributes,
 * and what the SDK itself notes of patches and local activities beside their results.
 */
function payloadsOf(value: unknown): RawPayload[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && (value as RawPayload).metadata?.encoding) return [value as RawPayload];
  return Object.entries(value).flatMap(([name, one]) =>
    ['indexedFields', 'patch-data', 'data'].includes(name) ? [] : payloadsOf(one),
  );
}
