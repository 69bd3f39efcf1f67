import { ownParts } from './own';
import { appUrl } from './portal';
import { Stack, startStack } from './stack';

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

function closingBlock(stack: Stack): string {
  const api = `http://localhost:${stack.settings.backendPort}/api/interconnect/v1`;
  const ui = stack.temporal?.uiUrl;
  const clusters = stack.lab ? stack.lab.clusters.join(', ') : 'your own';
  const tryIt = [
    '1. Ask for a network (the seed of the project is this call):',
    '   export JWT_TOKEN=$(npm run -s token)',
    `   curl ${api}/projects/edge-shop/networks/shop \\`,
    '     -X PUT -H "authorization: Bearer ${JWT_TOKEN}" -H "Content-Type: application/json" \\',
    '     -d @examples/network.json',
    '2. See what was done, step by step:',
    `   curl ${api}/projects/edge-shop/networks/shop/rollouts -H "authorization: Bearer \${JWT_TOKEN}"`,
    '3. Call the server on cluster-1 from cluster-2, through the tunnel:',
    '   npm run lab -- curl cluster-2 http://my-backend.interconnect.svc.cluster.local:8080/',
  ];
  return [
    '',
    'Interconnect is ready. Ctrl-C ends everything.',
    '',
    `  Portal         ${appUrl(stack.settings)}/interconnect`,
    '                 Enter as Guest, who owns the project edge-shop, or as Platform engineer, who approves',
    `  API            ${api}`,
    ...(ui ? [`  Temporal's UI  ${ui}`] : []),
    `  Clusters       ${clusters}${stack.lab ? '   (npm run lab -- status)' : ''}`,
    `  Logs           ${stack.settings.dir}/logs`,
    '',
    'Try first, in another terminal:',
    '',
    ...tryIt.map(line => `  ${line}`),
    '',
  ].join('\n');
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
