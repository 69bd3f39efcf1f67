import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterName } from '../addresses';
import { requireFreePort } from '../ports';
import { CHECKOUT } from '../state';
import { toolPaths } from '../tools/paths';
import { run } from '../tools/run';
import { buildDocs, docsDirectory } from './docs';
import { ManagedProcess, startProcess, waitUntil } from './processes';

/** The checkout. */
export const root = CHECKOUT;

/** Port of the app unless the settings say another, as `app.baseUrl` in app-config.yaml says. */
export const APP_PORT = 3000;

/** The lab's first cluster is also the management cluster. */
export const demoMirror = { cluster: clusterName(1), shortNames: 'edge-shop' };

/** What the worker and the backend of one stack are told beside `app-config.yaml`. */
export interface PortalSettings {
  /** Folder for the generated configuration, the database and the logs. */
  dir: string;
  backendPort: number;
  workerHealthPort: number;
  /** Absent: `APP_PORT`. */
  appPort?: number;
  temporal: { address: string; uiUrl?: string; taskQueue?: string };
  /** Every context of this file is a cluster. */
  kubeconfig: string;
  /** What installs Skupper and MetalLB; absent: what the user's own configuration says. */
  manifests?: { skupper: string; metallb: string };
  /** Entity refs of users to sign in as, beside the guest; absent: those of `app-config.yaml`. */
  users?: string[];
  /** `interconnect.worker.settleSeconds`; absent: the product's own. */
  settleSeconds?: number;
  /** More configuration, below `interconnect`. */
  interconnect?: Record<string, unknown>;
}

/** Where browsers find the portal. */
export function appUrl({ appPort = APP_PORT }: Pick<PortalSettings, 'appPort'>): string {
  return `http://localhost:${appPort}`;
}

function configurationOf(settings: PortalSettings): object {
  const baseUrl = `http://localhost:${settings.backendPort}`;
  return {
    app: { baseUrl: appUrl(settings) },
    backend: {
      baseUrl,
      cors: { origin: appUrl(settings) },
      listen: { host: '127.0.0.1', port: settings.backendPort },
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(settings.dir, 'database') },
      },
    },
    techdocs: { publisher: { local: { publishDirectory: docsDirectory(settings.dir) } } },
    ...(settings.users && { auth: { providers: { demo: { users: settings.users } } } }),
    interconnect: {
      temporal: { namespace: 'default', taskQueue: 'interconnect', ...settings.temporal },
      worker: { healthPort: settings.workerHealthPort, settleSeconds: settings.settleSeconds },
      kubeconfig: settings.kubeconfig,
      ...(settings.manifests && {
        skupper: { manifest: settings.manifests.skupper },
        loadBalancer: { manifest: settings.manifests.metallb },
      }),
      ...settings.interconnect,
    },
  };
}

const generated = ({ dir }: PortalSettings, name: string) => join(dir, `app-config.${name}.json`);

/**
 * Writes the configuration that is given to both processes after `app-config.yaml`, what each of
 * them has alone, and what the user's own configuration may say otherwise (`tools`).
 */
export function writeConfiguration(settings: PortalSettings): string {
  const write = (name: string, configuration: object) => {
    const file = generated(settings, name);
    writeFileSync(file, JSON.stringify(configuration, null, 2), { mode: 0o600 });
    return file;
  };
  mkdirSync(join(settings.dir, 'database'), { recursive: true });
  const id = 'stack';
  const key = keysOf(settings.dir, id);
  const privateKey = readFileSync(key('private.pem'), 'utf8');
  const publicKey = readFileSync(key('public.pem'), 'utf8');
  write('backend', { interconnect: { signing: { keys: [{ id, privateKey }] } } });
  write('worker', { interconnect: { signing: { trusted: [{ id, publicKey }] } } });
  const helm = toolPaths.helm();
  write('tools', existsSync(helm) ? { interconnect: { charts: { helm } } } : {});
  return write('stack', configurationOf(settings));
}

/** Keys of a stack, made once: what was started before a restart counts after it. */
function keysOf(dir: string, id: string): (name: string) => string {
  const folder = join(dir, 'keys');
  const file = (name: string) => join(folder, `${id}.${name}`);
  if (!existsSync(file('private.pem'))) {
    execFileSync(process.execPath, [join(root, 'scripts/keys.mjs'), folder, id]);
  }
  return file;
}

/** Starts a program of the portal with the configuration of this stack. */
function launchTypeScript(
  name: 'worker' | 'backend',
  file: string,
  settings: PortalSettings,
): Promise<ManagedProcess> {
  const configs = [
    join(root, 'app-config.yaml'),
    generated(settings, 'tools'),
    join(root, 'app-config.local.yaml'),
    generated(settings, 'stack'),
    generated(settings, name),
  ].filter(existsSync);
  return startProcess({
    name,
    command: [
      process.execPath,
      ...['--import', 'tsx', join(root, file)],
      ...configs.flatMap(config => ['--config', config]),
    ],
    cwd: root,
    env: { NODE_ENV: 'development' },
    logFile: join(settings.dir, 'logs', `${name}.log`),
  });
}

async function answers(url: string, token?: string): Promise<boolean> {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(2000) });
  return response.ok;
}

/** Starts a worker and waits until it polls. */
export async function startWorker(settings: PortalSettings): Promise<ManagedProcess> {
  await requireFreePort(settings.workerHealthPort, 'health of the worker');
  const worker = await launchTypeScript('worker', 'workflows/src/worker.ts', settings);
  const url = `http://127.0.0.1:${settings.workerHealthPort}/readyz`;
  await waitUntil(worker, () => answers(url), 120_000);
  return worker;
}

/**
 * Starts the backend of the portal and waits until it is ready and its catalog has read the demo
 * project.
 */
export async function startBackend(settings: PortalSettings): Promise<ManagedProcess> {
  await requireFreePort(settings.backendPort, 'API');
  const backend = await launchTypeScript('backend', 'packages/backend/src/index.ts', settings);
  const base = `http://127.0.0.1:${settings.backendPort}`;
  await waitUntil(backend, () => answers(`${base}/.backstage/health/v1/readiness`), 120_000);
  const token = await guestToken(settings.backendPort);
  // Who signs in before the catalog knows the user owns nothing, for as long as that token lives.
  for (const entity of [
    'system/default/edge-shop',
    'user/default/guest',
    'user/default/platform-engineer',
  ]) {
    const url = `${base}/api/catalog/entities/by-name/${entity}`;
    await waitUntil(backend, () => answers(url, token), 60_000);
  }
  return backend;
}

/**
 * Builds the app when it has changed (about a minute) and its documentation, and serves it. Aborting
 * `signal` stops the build.
 */
export async function startApp(
  settings: PortalSettings,
  signal?: AbortSignal,
): Promise<ManagedProcess> {
  const { port } = new URL(appUrl(settings));
  await requireFreePort(Number(port), 'portal');
  const scripts = join(root, 'packages/app/scripts');
  await Promise.all([
    run(process.execPath, [join(scripts, 'build.mjs')], { cwd: root, signal }),
    buildDocs(settings.dir, signal),
  ]);
  const api = `http://localhost:${settings.backendPort}`;
  const app = await startProcess({
    name: 'app',
    command: [process.execPath, ...[join(scripts, 'serve.mjs'), '--port', port, '--api', api]],
    cwd: root,
    logFile: join(settings.dir, 'logs', 'app.log'),
  });
  await waitUntil(app, () => answers(appUrl(settings)), 30_000);
  return app;
}

/** A token of the guest, as the sign-in page of the portal would get it. */
export function guestToken(backendPort: number): Promise<string> {
  return tokenFrom(backendPort, 'guest/refresh');
}

/**
 * A token of one of the demo's other users (`auth.providers.demo.users`), like `platform-engineer`.
 */
export function demoToken(backendPort: number, user: string): Promise<string> {
  return tokenFrom(backendPort, `demo/refresh?user=${encodeURIComponent(user)}`);
}

async function tokenFrom(backendPort: number, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${backendPort}/api/auth/${path}`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    throw new Error(`Signing in (${path}) answered ${response.status}: ${await response.text()}`);
  }
  const body = (await response.json()) as { backstageIdentity: { token: string } };
  return body.backstageIdentity.token;
}
