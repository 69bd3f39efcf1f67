import { gzipSync } from 'node:zlib';
import {
  type AppliedNetwork,
  applyStep,
  type DesiredNetwork,
  plan,
  type PlanStep,
} from '@interconnect/backstage-plugin-interconnect-common';

/** A hub with servers, and spokes with a client each. */
export function networkOf(spokes: number, servers: number): DesiredNetwork {
  const clusters = Array.from({ length: spokes }, (_, index) => `spoke-${index + 1}`);
  const existing = (name: string, on: string[], expose: boolean) => ({
    name,
    clusters: on,
    namespace: 'shop',
    expose,
    source: { kind: 'existing' as const, services: [name] },
  });
  return {
    project: 'bench',
    name: 'bench',
    document: {
      type: 'application-mesh',
      hub: { cluster: 'hub' },
      spokes: clusters.map(cluster => ({ cluster })),
      applications: [
        ...Array.from({ length: servers }, (_, index) =>
          existing(`server-${index}`, ['hub'], true),
        ),
        existing('client', clusters, false),
      ],
    },
    manifests: {},
  };
}

function standing({ document, ...desired }: DesiredNetwork): AppliedNetwork {
  return plan({}, { ...desired, document }).steps.reduce<AppliedNetwork>(
    (applied, step) => Object.assign(applied, applyStep({}, step)),
    {},
  );
}

/** What stands, as it was kept when each link listed all servers. */
function withServersInLinks(applied: AppliedNetwork): object {
  const servers = Object.values(applied).flatMap(({ input }) =>
    'servers' in input ? [input.servers] : [],
  )[0];
  return Object.fromEntries(
    Object.entries(applied).flatMap(([id, step]) => {
      if ('serversDigest' in step.input) return [];
      if (step.input.kind !== 'linkSpoke') return [[id, step]];
      return [[id, { ...step, input: { ...step.input, servers } }]];
    }),
  );
}

const megabytes = (text: string | Buffer) => `${(text.length / 1024 / 1024).toFixed(2)} MB`;

/** What workflows are handed for 1,000 spokes, by the number of servers. */
export function measureSizes(): void {
  console.log('\n1,000 spokes       what stands (before)   what stands   a deletion   compressed');
  for (const servers of [1, 5, 10, 20]) {
    const applied = standing(networkOf(1000, servers));
    const steps: PlanStep[] = plan(applied, undefined).steps;
    const input = JSON.stringify({ applied, steps });
    const row = [
      `${servers} server${servers === 1 ? '' : 's'}`.padEnd(17),
      megabytes(JSON.stringify(withServersInLinks(applied))).padStart(22),
      megabytes(JSON.stringify(applied)).padStart(13),
      megabytes(input).padStart(12),
      megabytes(gzipSync(input)).padStart(12),
    ];
    console.log(row.join(' '));
  }
}
