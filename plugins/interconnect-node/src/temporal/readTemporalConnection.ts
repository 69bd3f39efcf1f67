import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';

/** The contents of the TLS files, as Temporal's packages expect them. @public */
export interface TemporalTls {
  serverNameOverride?: string;
  serverRootCACertificate?: Buffer;
  clientCertPair?: { crt: Buffer; key: Buffer };
}

/** How backend and worker reach Temporal, and the task queue that they share. @public */
export interface TemporalConnection {
  /** host:port of the frontend. */
  address: string;
  namespace: string;
  taskQueue: string;
  /** Absent: TLS with an API key, otherwise none. */
  tls?: boolean | TemporalTls;
  apiKey?: string;
}

/**
 * Reads the connection from `interconnect.temporal`. The default is a Temporal dev server on this
 * computer.
 *
 * @throws Error that names the key, and never holds its value
 * @public
 */
export function readTemporalConnection(config: Config): TemporalConnection {
  const temporal = config.getOptionalConfig('interconnect.temporal');
  return {
    address: temporal?.getOptionalString('address') ?? '127.0.0.1:7233',
    namespace: temporal?.getOptionalString('namespace') ?? 'default',
    taskQueue: temporal?.getOptionalString('taskQueue') ?? 'interconnect',
    tls: readTls(temporal),
    apiKey: temporal?.getOptionalString('apiKey'),
  };
}

function readTls(temporal: Config | undefined): boolean | TemporalTls | undefined {
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
