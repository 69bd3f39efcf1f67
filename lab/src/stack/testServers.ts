import { join } from 'node:path';
import { down, up } from '../index';
import { toolPaths } from '../tools/paths';
import { startPostgres } from './postgres';
import { startTemporal } from './temporal';

/** Real servers for tests: a lab, Temporal and PostgreSQL. */
export interface TestServers {
  /** Tells the tests where they are. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * Starts them anew; two instances run side by side.
 *
 * @param instance - of the lab; Temporal's port follows from it
 */
export async function startTestServers(
  instance: number,
  { log, signal }: { log(line: string): void; signal: AbortSignal },
): Promise<TestServers> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.reverse()) {
      await one().catch(error => console.error(`While stopping: ${error.message}`));
    }
  };
  try {
    await down(instance, { purge: true });
    const lab = await up({ instance, log, signal });
    stops.push(() => lab.down());
    const temporal = await startTemporal({
      dir: join(lab.dir, 'test'),
      port: 7233 + 10 * instance,
    });
    stops.push(() => temporal.stop());
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());
    const env = {
      INTERCONNECT_LAB: String(instance),
      TEMPORAL_ADDRESS: temporal.address,
      INTERCONNECT_TEST_POSTGRES: postgres.url,
      // What a cluster serves is remembered by its address, which an earlier lab had as well.
      KUBECACHEDIR: join(lab.dir, 'kubectl'),
      INTERCONNECT_TIME_SKIPPING_SERVER: toolPaths.temporalTestServer(),
    };
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
