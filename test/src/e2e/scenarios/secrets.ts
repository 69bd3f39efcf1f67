import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { Client, Connection } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { Portal } from '../portal';
import { rememberedSecrets } from '../secretBytes';

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const codec = createPayloadCodec([]);

/**
 * Every text in a history: payloads decoded, so that nothing hides behind base64 and compression.
 */
async function textsOf(value: unknown): Promise<string[]> {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const isPayload = 'metadata' in value && 'data' in value;
  const parts = isPayload ? await codec.decode([value as Payload]) : Object.values(value);
  const texts = parts.map(part => (isPayload ? textsOf({ ...part }.data) : textsOf(part)));
  return (await Promise.all(texts)).flat();
}

/**
 * After all that was done: the real bytes of keys and tokens stand in no history, no log, no
 * database.
 */
export function secretScenarios(portal: () => Portal) {
  describe('secrets', () => {
    const found = (text: string) => rememberedSecrets().filter(secret => text.includes(secret));

    it('are known to this test', () => {
      expect(rememberedSecrets().length).toBeGreaterThan(10);
    });

    it('stand in no Temporal history', async () => {
      const { address, taskQueue } = portal().settings.temporal;
      const connection = await Connection.connect({ address });
      const client = new Client({ connection });
      let text = '';
      for await (const execution of client.workflow.list({ query: `TaskQueue = '${taskQueue}'` })) {
        const handle = client.workflow.getHandle(execution.workflowId, execution.runId);
        text += (await textsOf(await handle.fetchHistory())).join('\n');
      }
      await connection.close();
      expect(text).toContain('linkSpoke@cluster-3');
      expect(found(text)).toEqual([]);
    });

    it('stand in no log and no database of the portal', () => {
      const all = filesBelow(portal().settings.dir).filter(
        file => !file.endsWith('kubeconfig.yaml'),
      );
      const text = all.map(file => readFileSync(file, 'latin1')).join('\n');
      expect(text).toContain('linkSpoke@cluster-3');
      expect(found(text)).toEqual([]);
    });
  });
}
