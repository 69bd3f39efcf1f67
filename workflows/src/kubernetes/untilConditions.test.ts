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

/** Looks once at each of the states, and says what was seen of each that is not enough. */
async function wait(
  states: (KubernetesObject | undefined)[],
  wanted: Partial<Parameters<typeof untilConditions>[3]> = {},
) {
  const seen: string[] = [];
  let waitedFor = '';
  const step = {
    async until<T>(what: string, look: () => Promise<PollResult<T>>) {
      waitedFor = what;
      for (;;) {
        const found = await look();
        if ('done' in found) return found.done;
        seen.push(found.seen);
      }
    },
  } as StepContext;
  const client = {
    cluster: 'cluster-2',
    get: async () => states.shift(),
  } as unknown as ClusterClient;
  const all = { types: ['Configured', 'Operational'], ...wanted };
  const object = await untilConditions(step, client, ref, all);
  return { object, seen, waitedFor };
}

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
