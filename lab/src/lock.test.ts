import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock, withLock } from './lock';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'lab-lock-')), 'x.lock');

test('only one at a time holds a lock', async () => {
  const file = lockFile();
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise(resolve => setTimeout(resolve, 20));
    inside--;
  };
  const waited = jest.fn();
  await Promise.all([1, 2, 3].map(() => withLock(file, work, { onWait: waited })));
  expect(most).toBe(1);
  expect(waited).toHaveBeenCalledWith(process.pid);
  expect(existsSync(file)).toBe(false);
});

test('a lock of a process that is gone is taken over', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: 1 })); // our pid, but not our start
  await expect(withLock(file, async () => 'done')).resolves.toBe('done');
});

test('waiting for a lock can be given up', async () => {
  const file = lockFile();
  const abort = new AbortController();
  await withLock(file, async () => {
    const second = withLock(file, async () => 'never', { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
  });
});

test('a failure lets go of the lock', async () => {
  const file = lockFile();
  const failing = withLock(file, async () => {
    throw new Error('failed');
  });
  await expect(failing).rejects.toThrow('failed');
  expect(existsSync(file)).toBe(false);
});

test('who does not want to wait learns who holds a lock', () => {
  const file = lockFile();
  const first = tryLock(file);
  expect(tryLock(file)).toEqual({ holder: expect.objectContaining({ pid: process.pid }) });
  if ('release' in first) first.release();
  expect(existsSync(file)).toBe(false);
  expect(tryLock(file)).toHaveProperty('release');
});
