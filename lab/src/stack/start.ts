import { closingBlock } from './closingBlock';
import { ownParts } from './own';
import { startStack } from './stack';

const stops: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

/** Ends everything that was started, the last first; once. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.reverse()) {
      await stop().catch(error => console.error(`While stopping: ${error.message}`));
    }
  })();
  return stopping;
}

async function main() {
  const begun = Date.now();
  const abort = new AbortController();
  const interrupted = new Promise<string>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        abort.abort(new Error(signal));
        resolve(signal);
      });
    }
  });
  const clusters = process.argv.indexOf('--clusters');
  const started = startStack({
    instance: 0,
    clusters: clusters > 0 ? Number(process.argv[clusters + 1]) : undefined,
    own: ownParts(),
    log: line => console.log(line),
    signal: abort.signal,
    started: stop => stops.push(stop),
  });
  const outcome = await Promise.race([started, interrupted]);
  let reason = outcome;
  if (typeof outcome !== 'string') {
    console.log(`Ready after ${Math.round((Date.now() - begun) / 1000)} s`);
    console.log(closingBlock(outcome));
    reason = await Promise.race([interrupted, outcome.ended]);
  } else {
    await started.catch(() => undefined);
  }
  const byUser = reason === 'SIGINT' || reason === 'SIGTERM' || reason === 'SIGHUP';
  console.log(byUser ? '\nStopping' : `\n${reason}. Stopping the rest`);
  await stopAll();
  process.exit(byUser ? 0 : 1);
}

main().catch(async error => {
  console.error(error.message);
  await stopAll();
  process.exit(1);
});
