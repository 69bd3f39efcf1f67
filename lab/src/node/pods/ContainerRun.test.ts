import type { V1Container } from '@kubernetes/client-node';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessId } from '../../processes';
import { ContainerRun, type ContainerHost } from './ContainerRun';
import { ContainerConfigError } from './environment';

const dir = mkdtempSync(join(tmpdir(), 'interconnect-container-'));
const runs: ContainerRun[] = [];
afterEach(async () => {
  await Promise.all(runs.splice(0).map(run => run.stop(0)));
});
afterAll(() => rmSync(dir, { recursive: true }));

function make(script: string, host: Partial<ContainerHost> = {}, part: Partial<V1Container> = {}) {
  const records: ProcessId[] = [];
  const run = new ContainerRun(
    { name: 'c', image: 'node:24', ...part },
    {
      ...{ address: '127.157.0.8', restartPolicy: 'Always', log: join(dir, 'c.log'), cwd: dir },
      prepare: async () => ({
        kind: 'process',
        command: [process.execPath, '-e', script],
        env: { COLOR: 'green' },
      }),
      recordProcess: id => id && records.push(id),
      onChange: () => {},
      warn: () => {},
      ...host,
    },
  );
  runs.push(run);
  return { run, records };
}

async function until(condition: () => boolean) {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(20);
  expect(condition()).toBe(true);
}

const forever = 'setInterval(() => {}, 1000)';

describe('ContainerRun', () => {
  it('runs the process with its own variables and a log, and ends it', async () => {
    const { run, records } = make(`console.log(Object.keys(process.env).join()); ${forever}`);
    await run.start();
    await until(() => run.view.ready);
    expect(run.view).toMatchObject({ state: { running: {} }, restartCount: 0, finished: false });
    await until(() => readFileSync(join(dir, 'c.log'), 'utf8').includes('COLOR\n'));
    expect(isAlive(records[0])).toBe(true);
    await run.stop(5);
    expect(isAlive(records[0])).toBe(false);
  });

  it('kills what does not end in its grace period, and what it leaves behind', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', '${forever}'])`;
    const { run, records } = make(
      `process.on('SIGTERM', () => {}); console.log('child', ${child}.pid, 'child'); ${forever}`,
    );
    await run.start();
    const started = () => /child (\d+) child/.exec(readFileSync(join(dir, 'c.log'), 'utf8'));
    await until(() => started() !== null);
    await run.stop(0.2);
    expect(isAlive(records[0])).toBe(false);
    const orphan = Number(started()![1]);
    await until(() => {
      try {
        return /\) Z/.test(readFileSync(`/proc/${orphan}/stat`, 'utf8'));
      } catch {
        return true;
      }
    });
  });

  it('starts a process that crashed again, later each time, and says so', async () => {
    const said: string[] = [];
    const { run, records } = make('process.exit(3)', { warn: reason => said.push(reason) });
    await run.start();
    await until(() => 'waiting' in run.view.state);
    expect(run.view).toMatchObject({
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff', message: expect.stringContaining('1s') } },
      lastState: { terminated: { exitCode: 3, reason: 'Error' } },
    });
    await until(() => run.view.restartCount === 1 && 'waiting' in run.view.state);
    expect(run.view.state).toMatchObject({ waiting: { message: expect.stringContaining('2s') } });
    expect(records).toHaveLength(2);
    expect(said).toEqual(['BackOff', 'BackOff']);
  });

  it('leaves what has ended when the restart policy says so', async () => {
    const { run } = make('process.exit(0)', { restartPolicy: 'OnFailure' });
    await run.start();
    await until(() => run.view.finished);
    expect(run.view.state).toMatchObject({ terminated: { exitCode: 0, reason: 'Completed' } });
  });

  it('is ready when its readinessProbe succeeds, and not before', async () => {
    const script = `
      const http = require('node:http');
      const start = Date.now();
      http.createServer((q, s) => { s.statusCode = Date.now() - start > 500 ? 200 : 503; s.end(); })
        .listen(8080, '127.157.0.8');`;
    const { run } = make(
      script,
      {},
      {
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/', port: 'http' }, initialDelaySeconds: 60 },
      },
    );
    await run.start();
    expect(run.view).toMatchObject({ ready: false, state: { running: {} } });
    await until(() => run.view.ready);
  });

  it('never becomes ready when nothing listens, and says why', async () => {
    const said: string[] = [];
    const { run } = make(
      forever,
      { warn: (reason, message) => said.push(`${reason}: ${message}`) },
      { readinessProbe: { tcpSocket: { port: 8081 } } },
    );
    await run.start();
    await until(() => said.length > 1);
    expect(run.view).toMatchObject({ ready: false, state: { running: {} } });
    expect(said[0]).toMatch(/^Unhealthy: Readiness probe failed: .*ECONNREFUSED/);
  });

  it('waits, and says for what, when its configuration is not there', async () => {
    const { run } = make('', {
      prepare: async () => {
        throw new ContainerConfigError('secret "keys" not found');
      },
    });
    await run.start();
    expect(run.view.state).toEqual({
      waiting: { reason: 'CreateContainerConfigError', message: 'secret "keys" not found' },
    });
  });

  it('says when a program cannot be started', async () => {
    const { run } = make('', {
      prepare: async () => ({ kind: 'process', command: ['/no/such/program'], env: {} }),
    });
    await run.start();
    expect(run.view.state).toMatchObject({
      waiting: { reason: 'RunContainerError', message: expect.stringContaining('ENOENT') },
    });
  });

  it('counts as running without a process', async () => {
    const { run } = make('', { prepare: async () => ({ kind: 'none', note: 'no process' }) });
    await run.start();
    expect(run.view).toMatchObject({ ready: true, state: { running: {} } });
    expect(run.note).toBe('no process');
    expect(run.pid).toBeUndefined();
  });
});
