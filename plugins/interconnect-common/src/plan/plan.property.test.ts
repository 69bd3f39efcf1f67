import fc from 'fast-check';
import { planDigest } from './digest';
import { plan } from './plan';
import { anyNetworks, desiredNetworks, remainsOf } from './__testUtils__/arbitraries';
import { Clusters } from './__testUtils__/Clusters';
import { comparable, standing } from './__testUtils__/standing';
import { DesiredNetwork } from '../document/DesiredNetwork';
import { StepKind } from '../steps';
import { AppliedNetwork, Plan, PlanStep } from './types';

const networks = fc.option(desiredNetworks, { nil: undefined });
const runs = { numRuns: process.env.INTERCONNECT_TEST_LONG ? 2000 : 100 };
// Seconds on a free computer; busy ones must not fail for that.
jest.setTimeout(process.env.INTERCONNECT_TEST_LONG ? 600_000 : 60_000);

/** Which of the ready steps runs next, and which steps fail, both by chance. */
const chances = fc.record({
  order: fc.infiniteStream(fc.nat()),
  failures: fc.infiniteStream(fc.nat(5).map(chance => chance === 0)),
});

type Chances = typeof chances extends fc.Arbitrary<infer T> ? T : never;

function picker({ order }: Chances) {
  return (choices: number) => order.next().value % choices;
}

/**
 * What keeps steps from running one after the other: a need that does not stand before the step, a
 * repetition.
 */
function disorder({ steps }: Plan): string[] {
  const problems: string[] = [];
  const before = new Set<string>();
  for (const { id, needs, after = [] } of steps) {
    [...needs, ...after]
      .filter((need, index, all) => !before.has(need) || all.indexOf(need) < index)
      .forEach(need => problems.push(`${id} needs ${need}`));
    if (before.has(id)) {
      problems.push(`${id} is there twice`);
    }
    before.add(id);
  }
  return problems;
}

function complete(applied: AppliedNetwork, desired: DesiredNetwork | undefined, chance: Chances) {
  const clusters = new Clusters(applied);
  clusters.run(plan(applied, desired), picker(chance));
  return clusters.applied;
}

describe('every plan', () => {
  it('has known needs and no cycle, from whatever state to whatever network', () => {
    const state = fc.oneof(remainsOf(anyNetworks), remainsOf(desiredNetworks));
    fc.assert(
      fc.property(state, fc.option(anyNetworks, { nil: undefined }), (applied, desired) => {
        expect(disorder(plan(applied, desired))).toEqual([]);
      }),
      runs,
    );
  });

  it('depends on its arguments alone, not on the order in which things were applied', () => {
    fc.assert(
      fc.property(remainsOf(desiredNetworks), networks, (applied, desired) => {
        const reordered = Object.fromEntries(Object.entries(applied).reverse());
        const before = JSON.stringify([applied, desired]);
        expect(planDigest(plan(reordered, desired))).toBe(planDigest(plan(applied, desired)));
        expect(JSON.stringify([applied, desired])).toBe(before);
      }),
      runs,
    );
  });

  it('waits with verify for everything, and has it if and only if members stay and there is something to do', () => {
    fc.assert(
      fc.property(remainsOf(desiredNetworks), networks, (applied, desired) => {
        const { steps } = plan(applied, desired);
        const others = steps.filter(({ kind }) => kind !== 'verify');
        const needed = others.length > 0 && desired?.document.hub !== undefined;
        expect(steps).toHaveLength(others.length + (needed ? 1 : 0));

        const reached = new Set<string>();
        const follow = (id: string) => {
          reached.add(id);
          steps.find(step => step.id === id)?.needs.forEach(follow);
        };
        follow('verify');
        expect(reached.size).toBe(needed ? steps.length : 1);
      }),
      runs,
    );
  });
});

describe('running a plan', () => {
  it('leads from network a to network b, whatever order the needs allow, without ever missing anything', () => {
    fc.assert(
      fc.property(networks, networks, chances, (a, b, chance) => {
        expect(comparable(complete(standing(a), b, chance))).toEqual(comparable(standing(b)));
      }),
      runs,
    );
  });

  it('from nothing makes the network, and delete takes away all that it made', () => {
    fc.assert(
      fc.property(desiredNetworks, chances, (network, chance) => {
        const made = complete({}, network, chance);
        expect(comparable(made)).toEqual(comparable(standing(network)));
        expect(complete(made, undefined, chance)).toEqual({});
        const removed = plan(made, undefined).steps.map(({ id }) => id);
        expect(removed.sort()).toEqual(Object.keys(made).sort());
      }),
      runs,
    );
  });

  it('from any half-applied state reaches the document, even one whose hub is another', () => {
    fc.assert(
      fc.property(remainsOf(anyNetworks), anyNetworks, (applied, desired) => {
        const { steps } = plan(applied, desired);
        const result: AppliedNetwork = { ...applied };
        for (const { id, action, input, digest } of steps) {
          if (action === 'remove') {
            delete result[id];
          } else if (id !== 'verify') {
            result[id] = { input, digest, state: 'applied' };
          }
        }
        expect(comparable(result)).toEqual(comparable(standing(desired)));
      }),
      runs,
    );
  });

  it('reaches the document after any number of rollouts that failed anywhere', () => {
    const attempts = fc.array(fc.tuple(networks, chances), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(attempts, networks, chances, (failed, last, chance) => {
        const clusters = new Clusters();
        for (const [desired, failing] of failed) {
          clusters.run(
            plan(clusters.applied, desired),
            picker(failing),
            () => failing.failures.next().value,
          );
        }
        clusters.run(plan(clusters.applied, last), picker(chance));
        expect(comparable(clusters.applied)).toEqual(comparable(standing(last)));
        expect(plan(clusters.applied, last).steps).toEqual([]);
      }),
      runs,
    );
  });

  it('is nothing when the network already stands', () => {
    fc.assert(
      fc.property(desiredNetworks, network => {
        expect(plan(standing(network), network).steps).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a step that fails', () => {
  /** Written from what the steps do on the clusters, without the planner. */
  function reallyNeeds({ kind, cluster, input }: PlanStep, failed: PlanStep): boolean {
    const isHere = cluster === failed.cluster;
    const isClient = input.kind === 'deployApplication' && !input.expose;
    const isBehindLinks = kind === 'linkSpoke' || kind === 'publishServices' || isClient;
    const kept: Record<StepKind, () => boolean> = {
      createNetwork: () => true,
      deployLoadBalancer: () => isHere || isBehindLinks,
      deploySkupper: () =>
        isSpoke(failed) ? isHere : (isHere && kind !== 'deployLoadBalancer') || isBehindLinks,
      linkSpoke: () => isHere && (kind === 'publishServices' || isClient),
      publishServices: () => false,
      deployApplication: () => false,
      retireAuthority: () => false,
      verify: () => false,
    };
    return kind === 'verify' || (kind !== 'createNetwork' && kept[failed.kind]());
  }

  function isSpoke({ input }: PlanStep): boolean {
    return input.kind === 'deploySkupper' && input.role === 'spoke';
  }

  it('keeps exactly those from running that really need it', () => {
    const others = fc.tuple(desiredNetworks, fc.nat(), chances);
    fc.assert(
      fc.property(others, ([network, index, chance]) => {
        const made = plan({}, network);
        fc.pre(made.steps.length > 0);
        const one = made.steps[index % made.steps.length];
        const { done, failed } = new Clusters().run(
          made,
          picker(chance),
          ({ id }) => id === one.id,
        );
        const pending = made.steps.filter(({ id }) => !done.has(id) && !failed.has(id));
        const needing = made.steps.filter(step => step !== one && reallyNeeds(step, one));
        expect(pending.map(({ id }) => id).sort()).toEqual(needing.map(({ id }) => id).sort());

        // A publication does its part, and then says which servers are missing.
        const isMissing = new Set([...pending, one].map(({ id }) => id));
        const incomplete = made.steps.filter(
          ({ id, kind, after = [] }) =>
            kind === 'publishServices' &&
            !isMissing.has(id) &&
            after.some(other => isMissing.has(other)),
        );
        expect([...failed].sort()).toEqual([one, ...incomplete].map(({ id }) => id).sort());
      }),
      runs,
    );
  });
});

describe('repair', () => {
  const repair = (applied: AppliedNetwork, desired: DesiredNetwork) =>
    plan(applied, desired, { operation: 'repair' });

  it('applies every step that is asked for, and removes what an update removes', () => {
    fc.assert(
      fc.property(remainsOf(anyNetworks), anyNetworks, (applied, desired) => {
        const { steps } = repair(applied, desired);
        expect(disorder({ ...plan(applied, desired), steps })).toEqual([]);
        const idsOf = (all: Plan['steps'], action: string) =>
          all
            .filter(step => step.action === action && step.kind !== 'verify')
            .map(({ id }) => id)
            .sort();
        expect(idsOf(steps, 'apply')).toEqual(Object.keys(standing(desired)).sort());
        expect(idsOf(steps, 'remove')).toEqual(idsOf(plan(applied, desired).steps, 'remove'));
        expect(steps.filter(({ kind }) => kind === 'verify')).toHaveLength(
          desired.document.hub ? 1 : 0,
        );
      }),
      runs,
    );
  });

  it('does nothing else with a network that stands than making it from nothing', () => {
    fc.assert(
      fc.property(desiredNetworks, desired => {
        expect(planDigest(repair(standing(desired), desired))).toBe(planDigest(plan({}, desired)));
      }),
      runs,
    );
  });

  it('reaches the document after rollouts that failed anywhere, and repairs that failed as well', () => {
    const attempts = fc.array(fc.tuple(networks, chances), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(attempts, desiredNetworks, chances, chances, (failed, last, failing, chance) => {
        const clusters = new Clusters();
        for (const [desired, one] of failed) {
          clusters.run(
            plan(clusters.applied, desired),
            picker(one),
            () => one.failures.next().value,
          );
        }
        clusters.run(
          repair(clusters.applied, last),
          picker(failing),
          () => failing.failures.next().value,
        );
        clusters.run(repair(clusters.applied, last), picker(chance));
        expect(comparable(clusters.applied)).toEqual(comparable(standing(last)));
      }),
      runs,
    );
  });
});

describe('delete', () => {
  it('runs in the reverse order of need', () => {
    fc.assert(
      fc.property(desiredNetworks, network => {
        const made = plan({}, network).steps.filter(({ kind }) => kind !== 'verify');
        const removed = new Map(
          plan(standing(network), undefined).steps.map(step => [step.id, step]),
        );
        for (const { id, needs, after = [] } of made) {
          needs.forEach(need => expect(removed.get(need)?.needs).toContain(id));
          after.forEach(other => expect(removed.get(other)?.after).toContain(id));
        }
        const arrows = (steps: Plan['steps']) => [
          steps.flatMap(({ needs }) => needs).length,
          steps.flatMap(({ after = [] }) => after).length,
        ];
        expect(arrows([...removed.values()])).toEqual(arrows(made));
      }),
      runs,
    );
  });
});
