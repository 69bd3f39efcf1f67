import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../lock';
import { startFile, typescript } from './__testUtils__/typescript';

jest.setTimeout(120_000);

test('two runs at once: the first goes on, the second ends; the next one may start', async () => {
  const lab = join(mkdtempSync(join(tmpdir(), 'lab-start-')), 'lab');
  // Whoever starts a lab waits for this lock: so far the first run gets, and needs no ports.
  await withLock(`${lab}.lock`, async () => {
    const waiting = `waiting: process ${process.pid} is starting or ending lab 0`;
    const first = typescript(startFile, lab);
    await first.saying(waiting);
    const second = typescript(startFile, lab);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`process ${first.child.pid}, with the portal at http://`);
    expect(first.child.exitCode).toBeNull();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(existsSync(`${lab}.start.lock`)).toBe(false);
    const third = typescript(startFile, lab);
    await third.saying(waiting);
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
  });
});
