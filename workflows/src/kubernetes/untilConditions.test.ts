import type { ClusterClient, KubernetesObject } from './client';
import type { PollResult, StepContext } from './StepContext';
import { untilConditions } from './untilConditions';

const ref = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Link',
  metadata: { name: 'l', namespace: 'n' },
};

function objectWith(conditions: Record<string, string>, more = {}): KubernetesObject {
  const list = Object.entries(conditions).map(([type, status]) => ({ type, status }));
  return { ...ref, status: { conditions: list, ...more } } as KubernetesObject;
}

function controller(replicas: number): KubernetesObject {
  const containers = [{ name: 'controller', image: 'quay.io/skupper/controller:2.2.1' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'skupper-controller', namespace: 'skupper' },
    spec: { replicas, template: { spec: { containers } } },
    status: { replicas, updatedReplicas: replicas, availableReplicas: replicas },
  };
}

/** Looks once at each of the states, and says what was seen of each that is not enough. */
async function wait(
  states: (KubernetesObject | undefined)[],
  wanted: Partial<Parameters<typeof untilConditions>[3]> = {},
  deployments: KubernetesObject[] = [controller(1)],
) {
  const seen: string[] = [];
  let waitedFor = '';
  const step = {
    options: { errorSeconds: 45 },
    async until<T>(what: string, look: () => Promise<PollResult<T>>) {
      waitedFor = what;
      for (;;) {
        const found = await look();
        if ('done' in found) return found.done;
        seen.push(found.seen);
        jest.advanceTimersByTime(1000);
      }
    },
  } as unknown as StepContext;
  const client = {
    cluster: 'cluster-2',
    get: async () => states.shift(),
    list: async () => deployments,
  } as unknown as ClusterClient;
  const all = { types: ['Configured', 'Operational'], ...wanted };
  const object = await untilConditions(step, client, ref, all);
  return { object, seen, waitedFor };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const ready = objectWith({ Configured: 'True', Operational: 'True' });

it('waits until all conditions are True, and says which are not', async () => {
  const { object, seen, waitedFor } = await wait([
    objectWith({}),
    objectWith({ Configured: 'True', Operational: 'False' }),
    ready,
  ]);
  expect(waitedFor).toBe('Link n/l on cluster-2 to be Configured and Operational');
  expect(seen).toEqual([
    'Configured: not reported, Operational: not reported',
    'Configured: yes, Operational: no',
  ]);
  expect(object).toBe(ready);
});

it('ends when the object has been removed, unless it may still come', async () => {
  await expect(wait([objectWith({}), undefined])).rejects.toMatchObject({
    type: 'NotFound',
    message: 'Link n/l on cluster-2 has been removed',
  });
  const { seen } = await wait([undefined, ready], { whileAbsent: 'there is no Link' });
  expect(seen).toEqual(['there is no Link']);
});

it('waits for what is missing besides, and tells an error of the controller first', async () => {
  const answers = ['the hub does not see it', 'the hub does not see it', ''];
  const done: string[] = [];
  const { seen } = await wait(
    [objectWith({ Configured: 'True' }, { status: 'Error', message: 'no route' }), ready, ready],
    {
      told: ['Operational'],
      lacks: async () => answers.shift(),
      meanwhile: async () => {
        done.push('meanwhile');
      },
    },
  );
  expect(seen).toEqual([
    'Error: no route; Operational: not reported; the hub does not see it',
    'the hub does not see it',
  ]);
  expect(done).toHaveLength(2);
});

describe('the controller of Skupper', () => {
  const silent = Array<KubernetesObject>(6).fill(objectWith({}));

  it('is said not to run, once it has been silent for some looks', async () => {
    const { seen } = await wait([...silent, ready], { types: ['Configured'] }, [controller(0)]);
    expect(seen).toEqual([
      ...Array(4).fill('Configured: not reported'),
      ...Array(2).fill(
        "Configured: not reported; Skupper's controller on cluster-2 does not run: " +
          'Deployment skupper/skupper-controller: 0 of 0 replicas available, 0 up to date; spec.replicas is 0',
      ),
    ]);
    const { seen: without } = await wait([...silent, ready], { types: ['Configured'] }, []);
    expect(without.pop()).toMatch(/does not run: no Deployment of it$/);
  });

  it('is not spoken of while it runs, or while it has reported an error', async () => {
    const { seen } = await wait([...silent, ready], { types: ['Configured'] });
    expect(new Set(seen)).toEqual(new Set(['Configured: not reported']));
    const failing = Array(6).fill(objectWith({}, { status: 'Error', message: 'no route' }));
    const { seen: told } = await wait([...failing, ready], { types: ['Configured'] }, []);
    expect(new Set(told)).toEqual(new Set(['Error: no route; Configured: not reported']));
  });
});

describe('an error that a controller reports', () => {
  const inError = (message: string, observedGeneration = 1): KubernetesObject => ({
    ...ref,
    metadata: { ...ref.metadata, generation: 1 },
    status: {
      conditions: [
        { type: 'Configured', status: 'False', reason: 'Error', message, observedGeneration },
      ],
    },
  });
  const looks = (count: number, object: KubernetesObject) =>
    Array<typeof object>(count).fill(object);
  const taken = inError('Service web already exists in namespace');

  it('ends the wait when it stays the same for longer than the controller takes to try again', async () => {
    await expect(wait(looks(60, taken))).rejects.toMatchObject({
      type: 'ObjectFailed',
      nonRetryable: true,
      message:
        'Link n/l on cluster-2 is in error: Service web already exists in namespace (the same for 45 s)',
    });
  });

  it('is told while it may still go away', async () => {
    const { seen } = await wait([...looks(40, taken), ready]);
    expect(seen).toHaveLength(40);
    expect(new Set(seen)).toEqual(
      new Set([
        'Configured: no (Error: Service web already exists in namespace), Operational: not reported',
      ]),
    );
  });

  it.each([
    ['changes', inError('CA "n/a" not found')],
    ['goes away for a while', objectWith({ Configured: 'True' })],
    ['is about an earlier spec', inError('Service web already exists in namespace', 0)],
  ])('does not end it when it %s', async (_, between) => {
    const { object } = await wait([...looks(40, taken), between, ...looks(40, taken), ready]);
    expect(object).toBe(ready);
  });

  it('does not end it when only something else is missing', async () => {
    const types = ['Operational'];
    const lacks = [...Array(60).fill('the hub does not see it'), undefined];
    const both = objectWith({ Operational: 'True' });
    both.status!.conditions!.push(...taken.status!.conditions!);
    await wait(looks(61, both), { types, lacks: async () => lacks.shift() });
    expect(lacks).toEqual([]);
  });
});
