import { setTimeout as sleep } from 'node:timers/promises';
import { Certificate, Site } from '../api/types';
import { certificateSecret } from '../controller/objects/certificateSecret';
import { issueCertificate } from '../controller/issueCertificate';
import { KubeObject, Secret } from '../../kube/types';
import { createFakeCluster, FakeCluster } from './fakeCluster';
import { FakeController, startFakeController } from './fakeController';
import { givenBy, readStream, running, StreamEvent } from './stream';

const NAMESPACE = 'interconnect-shop';
/**
 * How long the recorded controller was busy with a new Site before it looked at anything else, ms.
 */
const BUSY = 200;
/** How long a controller needed from its end to its next start, ms. */
const RESTART = 800;

/** What a recording does not say by itself. */
export interface Scenario {
  /** When the first of the common ticks came, ms; the others follow every 30 s. */
  tick?: number;
  /** Objects that were written three times at once when they were made. */
  threeWrites?: string[];
}

interface Replay {
  cluster: FakeCluster;
  controller: FakeController;
  scenario: Scenario;
  seen: StreamEvent[];
}

/** What the marks of the recordings did, as far as it does not show in what was written. */
const MARKS: Array<[RegExp, 'hub' | 'spoke', (replay: Replay) => unknown]> = [
  [/^delete Service skupper-router/, 'hub', ({ cluster }) => remove(cluster, 'Service')],
  [/^delete spoke Deployment/, 'spoke', ({ cluster }) => remove(cluster, 'Deployment')],
  [/^delete hub SecuredAccess/, 'hub', ({ cluster }) => remove(cluster, 'SecuredAccess')],
  [/^delete client Secret/, 'hub', ({ cluster }) => remove(cluster, 'Secret', 'link-cluster-2')],
  [/^ssa Secret spoke/, 'spoke', ({ cluster }) => replaceSecret(cluster)],
  [/^kill -9 hub controller/, 'hub', restart],
  [/^kill -9 spoke controller/, 'spoke', restart],
  [/^SIGSTOP spoke controller/, 'spoke', ({ controller }) => controller.pause()],
  [/^SIGCONT/, 'spoke', ({ controller }) => controller.resume()],
];

/**
 * Gives the stand-in controller what a recording's people, routers and load balancers gave to the
 * real one, in the recorded order, and says what an API server sees of it.
 */
export async function replay(name: string, side: 'hub' | 'spoke', scenario: Scenario = {}) {
  const recorded = readStream(name, side);
  const cluster = createFakeCluster();
  const state = recorded.filter(({ type }) => type === 'STATE').map(({ object }) => object);
  for (const object of state) cluster.apply(await complete(object, state));
  const site = state.find(({ kind }) => kind === 'Site') as Site | undefined;
  if (site) setPod(cluster, running(site));
  const run: Replay = {
    cluster,
    controller: await startFakeController(cluster),
    scenario,
    seen: [],
  };
  // The recorded controller had been running for long, and had seen every link before.
  await run.controller.tick();
  await run.controller.tick();
  let begun = false;
  const stop = cluster.watch(event => run.seen.push(begun ? event : { ...event, type: 'STATE' }));
  begun = true;
  await give(run, side, recorded);
  await run.controller.settle();
  stop();
  run.controller.stop();
  return { recorded, seen: run.seen };
}

async function give(run: Replay, side: 'hub' | 'spoke', recorded: StreamEvent[]): Promise<void> {
  const known = new Map<string, KubeObject>();
  let { tick = Infinity } = run.scenario;
  let answered = false;
  for (const event of recorded) {
    for (; tick <= event.t; tick += 30_000) {
      await passTo(run, tick);
      await run.controller.settle();
      await run.controller.tick();
    }
    const { type, object, what = '' } = event;
    if (type === 'MARK') {
      const mark = MARKS.find(([pattern, where]) => where === side && pattern.test(what));
      if (!mark) continue;
      await run.controller.settle();
      await passTo(run, event.t);
      await mark[2](run);
      continue;
    }
    const key = `${object.kind} ${object.metadata.name}`;
    const given = type === 'STATE' ? undefined : givenBy(event, known.get(key));
    if (type === 'DELETED') known.delete(key);
    else known.set(key, object);
    if (!given) {
      answered ||= type !== 'STATE';
      continue;
    }
    // What came before the controller answered came while it was busy.
    if (answered) await run.controller.settle();
    answered = false;
    await passTo(run, event.t);
    if (given === 'running') setPod(run.cluster, running(object as Site));
    else if (given === 'deleted') remove(run.cluster, object.kind, object.metadata.name);
    else await write(run, object);
    // A Site can begin or cease to run in the same event that shows something else of it.
    if (given === 'running') answered = true;
  }
}

/**
 * Lets time pass. What comes later than this comes when the controller is through with what came
 * before.
 */
async function passTo({ cluster, controller }: Replay, t: number): Promise<void> {
  if (t - cluster.clock.now > BUSY) await controller.settle();
  cluster.clock.now = t;
}

async function write({ cluster, scenario }: Replay, object: KubeObject): Promise<void> {
  const { kind, metadata } = object;
  const { name, namespace, labels, annotations, uid } = metadata;
  const found = cluster.find(kind, NAMESPACE, name);
  const deployment = cluster.find('Deployment', NAMESPACE, 'skupper-router');
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'skupper-router' };
  const { status, ...rest } = object;
  cluster.apply({
    ...(kind === 'Secret' ? { ...rest, data: { 'tls.crt': 'YQ==' } } : rest),
    ...(kind === 'Service' ? { status, metadata: { name, namespace } } : {}),
    ...(kind === 'Service'
      ? {}
      : {
          metadata: {
            name,
            namespace,
            labels,
            annotations,
            ...(kind === 'ConfigMap' && deployment
              ? { ownerReferences: [{ ...owner, uid: deployment.metadata.uid! }] }
              : {}),
            ...(found ? {} : { uid }),
          },
        }),
  });
  if (found || !scenario.threeWrites?.includes(name)) return;
  for (const value of ['adopted', 'applied']) {
    await sleep(3);
    const current = cluster.get(kind, NAMESPACE, name);
    cluster.apply({ ...current, metadata: { ...current.metadata, annotations: { value } } });
  }
}

/** Secrets were recorded without their contents. */
async function complete(object: KubeObject, state: KubeObject[]): Promise<KubeObject> {
  if (object.kind !== 'Secret') return object;
  const certificate = state.find(
    ({ kind, metadata }) => kind === 'Certificate' && metadata.name === object.metadata.name,
  ) as Certificate | undefined;
  if (!certificate) return { ...object, data: { 'tls.crt': 'YQ==' } } as Secret;
  const { data } = certificateSecret(certificate, await issueCertificate(certificate.spec!));
  return { ...object, data } as Secret;
}

function remove(cluster: FakeCluster, kind: string, name = 'skupper-router'): void {
  if (cluster.find(kind, NAMESPACE, name)) cluster.remove(kind, NAMESPACE, name);
}

function replaceSecret(cluster: FakeCluster): void {
  const secret = cluster.find<Secret>('Secret', NAMESPACE, 'link-hub');
  if (secret) cluster.apply({ ...secret, data: { 'tls.crt': 'Yg==' } });
}

async function restart(run: Replay): Promise<void> {
  run.controller.stop();
  run.cluster.clock.now += RESTART;
  run.controller = await startFakeController(run.cluster);
}

/** The router's pod, as a Site's condition Running tells of it. */
function setPod(cluster: FakeCluster, message: string | undefined): void {
  const present = cluster.objects().find(({ kind }) => kind === 'Pod')?.metadata.name;
  if (message === 'No router pod is ready' && present) cluster.remove('Pod', NAMESPACE, present);
  if (message === undefined || message === 'No router pod is ready') return;
  const [, name = present ?? 'router'] = /^Pod (\S+) not ready$/.exec(message) ?? [];
  const labels = { 'skupper.io/component': 'router', 'skupper.io/type': 'site' };
  const conditions = message === 'OK' ? [{ type: 'Ready', status: 'True' }] : [];
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE, labels },
    status: { phase: 'Running', conditions },
  });
}
