import { appUrl } from './portal';
import type { Stack } from './stack';

const server = 'http://my-backend.interconnect.svc.cluster.local:8080/';

/** What `npm start` says at its end: where everything is, and what to try first. */
export function closingBlock(stack: Pick<Stack, 'lab' | 'temporal' | 'settings'>): string {
  const { lab, temporal, settings } = stack;
  const api = `http://localhost:${settings.backendPort}/api/interconnect/v1`;
  const network = `${api}/projects/edge-shop/networks/shop`;
  const tryFirst = [
    [
      ...(lab
        ? ['Ask for a network (the seed of the project is this call):']
        : [
            'Put your clusters (contexts of the kubeconfig) and free addresses of the hub into a copy of',
            'examples/network.json, and ask for that network (the seed of the project is this call):',
          ]),
      'export JWT_TOKEN=$(npm run -s token)',
      `curl ${network} \\`,
      '  -X PUT -H "authorization: Bearer ${JWT_TOKEN}" -H "Content-Type: application/json" \\',
      `  -d @${lab ? 'examples/network.json' : 'network.json'}`,
    ],
    [
      'See what was done, step by step:',
      `curl ${network}/rollouts -H "authorization: Bearer \${JWT_TOKEN}"`,
    ],
    lab
      ? [
          'Call the server on cluster-1 from cluster-2, through the tunnel:',
          `npm run lab -- curl cluster-2 ${server}`,
        ]
      : [
          'Call the server on the hub from a spoke (the name of its context), through the tunnel:',
          `kubectl --kubeconfig ${settings.kubeconfig} --context <spoke> run try-it --rm -i \\`,
          `  --restart=Never --image=curlimages/curl -- curl -sS ${server}`,
        ],
  ];
  return [
    '',
    'Interconnect is ready. Ctrl-C ends everything.',
    '',
    `  Portal         ${appUrl(settings)}/interconnect`,
    '                 Enter as Guest, who owns the project edge-shop, or as Platform engineer, who approves',
    `  API            ${api}`,
    '  Command line   npm run -s interconnect -- --help   (docs/cli.md)',
    ...(temporal ? [`  Temporal's UI  ${temporal.uiUrl}`] : []),
    ...(lab
      ? [
          `  Clusters       ${lab.clusters.join(', ')}   (npm run lab -- status)`,
          '                 The worker has the rights of workflows/deploy on them, and no others',
        ]
      : [`  Clusters       your own, ${settings.kubeconfig}`]),
    `  Logs           ${settings.dir}/logs`,
    '',
    'Try first, in another terminal:',
    '',
    ...tryFirst.flatMap(([first, ...lines], n) => [
      `  ${n + 1}. ${first}`,
      ...lines.map(line => `     ${line}`),
    ]),
    '',
  ].join('\n');
}
