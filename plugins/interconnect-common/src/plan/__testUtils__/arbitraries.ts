import fc from 'fast-check';
import { Application, ResolvedDocument } from '../../document/schema';
import { DesiredNetwork } from '../../document/DesiredNetwork';
import { AppliedNetwork } from '../types';
import { standing } from './standing';

const clusters = ['c1', 'c2', 'c3', 'c4', 'c5'];
const urls = ['./a.yaml', './b.yaml'];

const source: fc.Arbitrary<Application['source']> = fc.oneof(
  fc.record({ kind: fc.constant('manifests' as const), url: fc.constantFrom(...urls) }),
  fc.record({ kind: fc.constant('helm' as const), chart: fc.constant('./web') }),
  fc.record({
    kind: fc.constant('existing' as const),
    services: fc.uniqueArray(fc.constantFrom('web', 'db', 'queue'), { minLength: 1 }),
  }),
);

function applicationsOn(members: string[]): fc.Arbitrary<Application[]> {
  const application = (name: string) =>
    fc.record({
      name: fc.constant(name),
      clusters: fc.uniqueArray(fc.constantFrom(...members), { minLength: 1 }),
      namespace: fc.constantFrom('shop', 'store'),
      expose: fc.boolean(),
      source,
    });
  return fc
    .subarray(['one', 'two', 'three'])
    .chain(names => fc.tuple(...names.map(application)) as fc.Arbitrary<Application[]>);
}

/**
 * Documents of a network whose hub is always the same (or is not there), as `checkChange` demands.
 */
function documentsWithHub(hub: string): fc.Arbitrary<ResolvedDocument> {
  const withMembers = fc.subarray(clusters.filter(cluster => cluster !== hub)).chain(spokes =>
    fc.record({
      type: fc.constant('application-mesh' as const),
      hub: fc.record(
        {
          cluster: fc.constant(hub),
          loadBalancer: fc.record(
            {
              addresses: fc.constantFrom<string[]>(['127.20.0.10-127.20.0.50'], ['127.20.1.0/24']),
              allowedSources: fc.constant<string[]>(['127.0.0.0/8']),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['cluster'] },
      ),
      spokes: fc
        .shuffledSubarray(spokes, { minLength: spokes.length })
        .map(names => names.map(cluster => ({ cluster }))),
      applications: applicationsOn([hub, ...spokes]),
    }),
  );
  const empty = fc.constant<ResolvedDocument>({ type: 'application-mesh' });
  return fc.oneof({ arbitrary: withMembers, weight: 9 }, { arbitrary: empty, weight: 1 });
}

function desiredFrom(documents: fc.Arbitrary<ResolvedDocument>): fc.Arbitrary<DesiredNetwork> {
  return fc.record({
    project: fc.constant('edge-shop'),
    name: fc.constant('demo'),
    document: documents,
    manifests: fc.record({
      './a.yaml': fc.constantFrom('digest-1', 'digest-2'),
      './b.yaml': fc.constantFrom('digest-3', 'digest-4'),
      'helm:one': fc.constantFrom('digest-1', 'digest-5'),
      'helm:two': fc.constantFrom('digest-5', 'digest-6'),
      'helm:three': fc.constant('digest-7'),
    }),
  });
}

/** What a network may be asked to be, in accordance with what it was before. */
export const desiredNetworks = desiredFrom(documentsWithHub('c1'));

/** Anything, hubs that move included: the plan must make sense of that too. */
export const anyNetworks = desiredFrom(fc.constantFrom(...clusters).chain(documentsWithHub));

/** Some steps of a network, each applied or partial, whether or not what they need is there. */
export function remainsOf(networks: fc.Arbitrary<DesiredNetwork>): fc.Arbitrary<AppliedNetwork> {
  return networks.chain(network => {
    const entries = Object.entries(standing(network));
    return fc.subarray(entries).chain(some =>
      fc
        .array(fc.constantFrom('applied' as const, 'partial' as const), {
          minLength: some.length,
          maxLength: some.length,
        })
        .map(states =>
          Object.fromEntries(some.map(([id, step], i) => [id, { ...step, state: states[i] }])),
        ),
    );
  });
}
