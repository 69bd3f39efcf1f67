import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './commands/run';
import { exitCodes } from './exit';

const { stdout, stderr, stdin, env, argv } = process;
const interrupted = new AbortController();
// SIGTERM is what a pipeline that is canceled sends.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());

// Whoever reads has seen enough, like `head`.
stdout.on('error', error => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EPIPE') process.exit();
  stderr.write(`The result cannot be written (${code})\n`);
  process.exit(exitCodes.failed);
});
// Nobody is told any more; the exit code says it still.
stderr.on('error', () => {});

run(
  {
    out: line => stdout.write(`${line}\n`),
    note: line => stderr.write(`${line}\n`),
    env,
    fetch,
    readStdin: () => buffer(addAbortSignal(interrupted.signal, stdin)),
    colour: stdout.isTTY && stdout.hasColors(),
    now: () => Date.now(),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    interrupted: interrupted.signal,
  },
  argv.slice(2),
).then(code => {
  process.exitCode = code;
});
