import type { OpenRollout } from '../kubernetes/mirror/rolloutStatus';
import { keepMirror } from './keepMirror';

const shop = { project: 'edge-shop', name: 'shop' };

/** Looks once, with what Temporal answers. @returns whether the network is still there */
async function observed(
  listed: string[],
  describe: () => Promise<unknown>,
  open: OpenRollout[] = [],
): Promise<boolean | undefined> {
  const follow = jest.fn(async () => {});
  const end = new AbortController();
  let answer: boolean | undefined;
  const sweep = async (isObserved: (network: typeof shop) => Promise<boolean>) => {
    try {
      answer = await isObserved(shop);
    } finally {
      end.abort();
    }
  };
  const workflowService = {
    listSchedules: async () => ({ schedules: listed.map(scheduleId => ({ scheduleId })) }),
    describeSchedule: describe,
  };
  const temporal = { connection: { workflowService } as never, namespace: 'default' };
  await keepMirror({ follow, sweep }, { list: async () => open }, temporal, end.signal);
  expect(follow).toHaveBeenCalledWith(open, end.signal);
  return answer;
}

const id = 'interconnect-observe.edge-shop.shop';
const missing = () => Promise.reject(Object.assign(new Error('not found'), { code: 5 }));
const silent = () => Promise.reject(Object.assign(new Error('unavailable'), { code: 14 }));

describe('keepMirror', () => {
  it('takes a network with a Schedule as observed', async () => {
    expect(await observed([id], silent)).toBe(true);
  });

  it('takes a network with an open rollout as there, before anything is applied', async () => {
    const rollout: OpenRollout = {
      network: { ...shop, namespace: 'interconnect-shop' },
      ...{
        rolloutId: 'r-1',
        operation: 'create',
        generation: 1,
        startedAt: '2026-11-29T10:00:00Z',
      },
    };
    expect(await observed([], missing, [rollout])).toBe(true);
  });

  it('does not believe a list alone', async () => {
    expect(await observed([`${id}-2`], async () => ({}))).toBe(true);
    expect(await observed([`${id}-2`], missing)).toBe(false);
  });

  it('decides nothing while Temporal does not answer', async () => {
    expect(await observed([], silent)).toBeUndefined();
  });
});
