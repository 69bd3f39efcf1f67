import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { signedOnly } from '../signing/signedOnly';
import { connect } from './connect';
import { type Health, serveHealth } from './health';
import { keepMirror } from './keepMirror';
import { logger } from './log';
import { OpenRollouts } from './OpenRollouts';
import { registerSearchAttributes } from './searchAttributes';
import { versioning } from './versioning';
import { workflowBundle } from './workflowBundle';
import type { WorkerOptions } from './WorkerOptions';

/** Seconds after its grace time until a worker that has not ended is given up. */
const forceAfterGraceSeconds = 10;
/**
 * People read heartbeats while they wait. By default, the newest may be as old as 80 % of the
 * heartbeat timeout.
 */
const heartbeatEverySeconds = 5;

/**
 * Runs workflows and activities until the signal is aborted. It waits for Temporal when that does
 * not answer yet. On abort it takes no new work, and running activities may end within the grace
 * time. Another worker does again what has not ended.
 *
 * @param activities - by name
 * @throws Error when the worker cannot work: no such namespace, health port taken, workflows that
 * do not build
 */
export async function runWorker(
  options: WorkerOptions,
  activities: object,
  signal: AbortSignal,
): Promise<void> {
  const { temporal, codec, mirror, shutdownGraceSeconds } = options;
  const end = new AbortController();
  const ended = AbortSignal.any([signal, end.signal]);
  Runtime.install({ logger, shutdownSignals: [] });
  let notReady: (() => string | undefined) | undefined;
  let health: Health | undefined;
  let connection: NativeConnection | undefined;
  try {
    if (options.health) {
      const waiting = `waits for Temporal at ${temporal.address}`;
      health = await serveHealth(options.health, () => (notReady ? notReady() : waiting));
      logger.info('Health is served', { url: health.url });
    }
    const bundle = workflowBundle(options.workflowBundle);
    bundle.catch(() => {}); // It is awaited below, after what may take for ever.
    connection = await connect(temporal, signal);
    await registerSearchAttributes(connection, temporal.namespace);
    const worker = await Worker.create({
      connection,
      namespace: temporal.namespace,
      taskQueue: temporal.taskQueue,
      workflowBundle: await bundle,
      ...signedOnly(
        options.verifier,
        { connection, codec, namespace: temporal.namespace },
        activities,
      ),
      dataConverter: { payloadCodecs: [codec] },
      ...versioning(options.deployment),
      maxConcurrentActivityTaskExecutions: options.maxActivities,
      maxHeartbeatThrottleInterval: heartbeatEverySeconds * 1000,
      shutdownGraceTime: shutdownGraceSeconds * 1000,
      shutdownForceTime: (shutdownGraceSeconds + forceAfterGraceSeconds) * 1000,
    });
    notReady = () => {
      const state = worker.getState();
      return state === 'RUNNING' ? undefined : `the worker is ${state}`;
    };
    const stop = () => worker.shutdown();
    signal.addEventListener('abort', stop, { once: true });
    const ran = worker.run();
    if (signal.aborted) stop();
    const { namespace } = temporal;
    const rollouts = new OpenRollouts(options.verifier, { connection, codec, namespace });
    const kept = mirror && keepMirror(mirror, rollouts, { connection, namespace }, ended);
    await ran.finally(() => end.abort());
    await kept;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await connection?.close();
    await health?.close();
  }
}
