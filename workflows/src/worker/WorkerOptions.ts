import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';

/** TLS files, read. */
export interface Tls {
  serverNameOverride?: string;
  serverRootCACertificate?: Buffer;
  clientCertPair?: { crt: Buffer; key: Buffer };
}

/** What the worker process is told by its configuration. */
export interface WorkerOptions {
  temporal: {
    /** host:port of the frontend. */
    address: string;
    namespace: string;
    taskQueue: string;
    tls?: boolean | Tls;
    apiKey?: string;
  };
  /** Where health is served; undefined: nowhere. */
  health?: { host: string; port: number };
  maxActivities: number;
  shutdownGraceSeconds: number;
  /** File of a prebuilt bundle. */
  workflowBundle?: string;
}

/**
 * Reads `interconnect.temporal` and `interconnect.worker`. The environment's TEMPORAL_ADDRESS goes before the
 * configured address.
 *
 * @throws Error that names the key
 */
export function readWorkerOptions(
  config: Config,
  env: NodeJS.ProcessEnv = process.env,
): WorkerOptions {
  const temporal = config.getOptionalConfig('interconnect.temporal');
  const worker = config.getOptionalConfig('interconnect.worker');
  const port = worker?.getOptionalNumber('healthPort');
  return {
    temporal: {
      address: env.TEMPORAL_ADDRESS || temporal?.getOptionalString('address') || '127.0.0.1:7233',
      namespace: temporal?.getOptionalString('namespace') ?? 'default',
      taskQueue: temporal?.getOptionalString('taskQueue') ?? 'interconnect',
      tls: readTls(temporal),
      apiKey: temporal?.getOptionalString('apiKey'),
    },
    health:
      port === undefined
        ? undefined
        : { host: worker?.getOptionalString('healthHost') ?? '127.0.0.1', port },
    maxActivities: atLeast(1, worker, 'maxActivities') ?? 200,
    shutdownGraceSeconds: atLeast(0, worker, 'shutdownGraceSeconds') ?? 30,
    workflowBundle: worker?.getOptionalString('workflowBundle'),
  };
}

function atLeast(least: number, config: Config | undefined, key: string): number | undefined {
  const value = config?.getOptionalNumber(key);
  if (value !== undefined && !(value >= least)) {
    throw new Error(`interconnect.worker.${key} is ${value}: it must be at least ${least}`);
  }
  return value;
}

function readTls(temporal: Config | undefined): boolean | Tls | undefined {
  const value = temporal?.getOptional('tls');
  if (value === undefined || typeof value === 'boolean') return value;
  const tls = temporal!.getConfig('tls');
  const file = (key: string) => {
    const path = tls.getOptionalString(key);
    return path === undefined ? undefined : readPem(path, `interconnect.temporal.tls.${key}`);
  };
  const [ca, crt, key] = [file('caFile'), file('certFile'), file('keyFile')];
  if ((crt === undefined) !== (key === undefined)) {
    throw new Error('interconnect.temporal.tls needs both certFile and keyFile, or neither');
  }
  return {
    serverNameOverride: tls.getOptionalString('serverName'),
    serverRootCACertificate: ca,
    clientCertPair: crt && key && { crt, key },
  };
}

function readPem(path: string, key: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${key}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
