import type { Config } from '@backstage/config';
import {
  createPayloadCodec,
  readPayloadKeys,
  readTemporalConnection,
  readVerifier,
  type TemporalConnection,
  type Verifier,
} from '@interconnect/backstage-plugin-interconnect-node';
import type { Mirror } from '../kubernetes/mirror/Mirror';
import type { PayloadCodec } from '@temporalio/common';

/** The configuration of the worker process. */
export interface WorkerOptions {
  temporal: TemporalConnection;
  /** Compresses and encrypts payloads. */
  codec: PayloadCodec;
  /** Checks what the backend has signed. */
  verifier: Verifier;
  /** The worker's version; undefined: it takes part in no Worker Versioning. */
  deployment?: { deploymentName: string; buildId: string };
  /** Address of the health endpoint; undefined: there is none. */
  health?: { host: string; port: number };
  maxActivities: number;
  shutdownGraceSeconds: number;
  /** Where networks are shown. */
  mirror?: Pick<Mirror, 'follow' | 'sweep'>;
  /** File of a prebuilt bundle. */
  workflowBundle?: string;
}

/**
 * Reads `interconnect.temporal`, `interconnect.signing` and `interconnect.worker`. The
 * environment's TEMPORAL_ADDRESS goes before the configured address.
 *
 * @throws Error that names the key
 */
export function readWorkerOptions(
  config: Config,
  env: NodeJS.ProcessEnv = process.env,
): WorkerOptions {
  const temporal = readTemporalConnection(config);
  const worker = config.getOptionalConfig('interconnect.worker');
  const port = worker?.getOptionalNumber('healthPort');
  return {
    temporal: { ...temporal, address: env.TEMPORAL_ADDRESS || temporal.address },
    codec: createPayloadCodec(readPayloadKeys(config)),
    verifier: readVerifier(config),
    deployment: readDeployment(config.getOptionalConfig('interconnect.temporal.deployment')),
    health:
      port === undefined
        ? undefined
        : { host: worker?.getOptionalString('healthHost') ?? '127.0.0.1', port },
    maxActivities: atLeast(1, worker, 'maxActivities') ?? 200,
    shutdownGraceSeconds: atLeast(0, worker, 'shutdownGraceSeconds') ?? 30,
    workflowBundle: worker?.getOptionalString('workflowBundle'),
  };
}

function readDeployment(config: Config | undefined): WorkerOptions['deployment'] {
  return (
    config && { deploymentName: config.getString('name'), buildId: config.getString('buildId') }
  );
}

function atLeast(least: number, config: Config | undefined, key: string): number | undefined {
  const value = config?.getOptionalNumber(key);
  if (value !== undefined && !(value >= least)) {
    throw new Error(`interconnect.worker.${key} is ${value}: it must be at least ${least}`);
  }
  return value;
}
