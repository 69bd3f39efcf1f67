import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireFreePort } from './ports';
import {
  isAlive,
  launch,
  parseStat,
  readProcess,
  signal,
  tail,
  terminate,
  type ProcessId,
} from './processes';

const dir = mkdtempSync(join(tmpdir(), 'lab-processes-'));
const started: ProcessId[] = [];

async function node(script: string, env?: Record<string, string>) {
  const log = join(dir, `${started.length}.log`);
  const id = await launch({ command: [process.execPath, '-e', script], env, log, cwd: dir });
  started.push(id);
  return { id, log };
}

async function until(condition: () => boolean) {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('not within 10 s');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

afterAll(() => terminate(started, 0));

test('a name with blanks and parentheses does not confuse the parser', () => {
  const rest = `S 1 4242 ${'0 '.repeat(16)}987654 0 0`;
  expect(parseStat(`17 (a) b (c) ${rest}`)).toEqual({ startTime: 987654, group: 4242 });
  expect(parseStat(`17 (x) Z${rest.slice(1)}`)).toBeUndefined();
  // its main thread is gone, another one is still ending
  expect(parseStat(`17 (x) Z${rest.slice(1)}`, () => 2)).toEqual({
    startTime: 987654,
    group: 4242,
  });
});

test('a launched process leads its own group, writes its log, and ends on SIGTERM', async () => {
  const { id, log } = await node('console.log(process.env.WORD); setInterval(() => {}, 1000)', {
    WORD: 'hello',
  });
  await until(() => readFileSync(log, 'utf8') === 'hello\n');
  expect(tail(log)).toBe('hello');
  expect(isAlive(id)).toBe(true);
  expect(readProcess(id.pid)?.group).toBe(id.pid);
  await terminate([id]);
  expect(isAlive(id)).toBe(false);
});

test('one that ignores SIGTERM is killed', async () => {
  const { id, log } = await node(
    'process.on("SIGTERM", () => console.log("no")); console.log("up"); setInterval(() => {}, 1000)',
  );
  await until(() => tail(log) === 'up');
  await terminate([id], 300);
  expect(isAlive(id)).toBe(false);
  expect(tail(log)).toBe('up\nno');
});

test('one that was killed has given its port back when it counts as gone', async () => {
  const script =
    'globalThis.memory = Array.from({ length: 100 }, () => Buffer.alloc(1 << 20, 1));' +
    'const s = require("net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))';
  for (let run = 0; run < 5; run++) {
    const { id, log } = await node(script);
    await until(() => /^\d+$/.test(tail(log)));
    signal(id, 'SIGKILL');
    while (isAlive(id)) await new Promise(resolve => setImmediate(resolve));
    await requireFreePort(Number(tail(log)), 'the process that was killed');
  }
}, 30_000);

test('children of a process end with it', async () => {
  const { id, log } = await node(
    'const c = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);' +
      'console.log(c.pid); setInterval(() => {}, 1000)',
  );
  await until(() => /^\d+$/.test(tail(log)));
  const child = Number(tail(log));
  expect(readProcess(child)).toBeDefined();
  await terminate([id]);
  await until(() => readProcess(child) === undefined);
});

test('another process with the same pid is left alone', async () => {
  const { id } = await node('setInterval(() => {}, 1000)');
  const other = { pid: id.pid, startTime: id.startTime - 1 };
  signal(other, 'SIGKILL');
  await terminate([other]);
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(isAlive(id)).toBe(true);
});

test('a program that does not exist is an error', async () => {
  const missing = launch({ command: ['/nonexistent/program'], log: join(dir, 'x.log'), cwd: dir });
  await expect(missing).rejects.toThrow('ENOENT');
});
