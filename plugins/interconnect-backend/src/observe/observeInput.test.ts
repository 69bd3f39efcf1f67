import {
  AppliedNetwork,
  appliedSettings,
  applyStep,
  plan,
  startStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { shop } from '@interconnect/workflows/testing';
import { observeInput } from './observeInput';
import { wantedSchedule } from './wantedSchedule';

const exposed = [
  {
    application: 'my-backend',
    cluster: 'cluster-1',
    namespace: 'shop',
    name: 'my-backend',
    port: 8080,
  },
];
const desired = shop();
desired.document.spokes?.reverse();
const { steps } = plan({}, desired);
const standing = steps.reduce<AppliedNetwork>(
  (applied, step) =>
    applyStep(
      applied,
      step,
      step.id === 'deployApplication:my-backend@cluster-1' ? { exposed } : {},
    ),
  {},
);
const member = (cluster: string, role = 'spoke') => ({ cluster, role });
const clustersOf = (applied: AppliedNetwork) =>
  observeInput(applied)?.members.map(({ cluster }) => cluster);

describe('observeInput', () => {
  it('has what was applied: the members, the hub first, and what the servers expose', () => {
    expect(observeInput(standing)).toEqual({
      network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
      members: [member('cluster-1', 'hub'), member('cluster-2'), member('cluster-3')],
      exposed,
      settings: appliedSettings(standing),
    });
    expect(observeInput(standing)?.settings?.applications).not.toEqual([]);
  });

  it('is nothing when nothing stands', () => {
    expect(observeInput({})).toBeUndefined();
    const [first] = steps;
    expect(observeInput(applyStep({}, first))).toBeUndefined();
  });

  it('has a member whose link failed, and none whose Site is being made or removed', () => {
    const step = (id: string) => steps.find(one => one.id === id)!;
    expect(clustersOf(startStep(standing, step('linkSpoke@cluster-3')))).toContain('cluster-3');
    expect(clustersOf(startStep(standing, step('deploySkupper@cluster-3')))).toEqual([
      'cluster-1',
      'cluster-2',
    ]);
    const onlySpoke = Object.fromEntries(
      Object.entries(standing).filter(([id]) => id === 'deploySkupper@cluster-3'),
    );
    expect(clustersOf(onlySpoke)).toEqual(['cluster-3']);
  });
});

describe('wantedSchedule', () => {
  const settings = { intervalSeconds: 30, taskQueue: 'interconnect' };
  const wanted = (applied = standing, more = {}) =>
    wantedSchedule({ project: 'edge-shop', name: 'shop', applied }, { ...settings, ...more });

  it('is another one when the input, the interval or the queue is', () => {
    const { 'linkSpoke@cluster-3': link, ...rest } = standing;
    expect(wanted()?.id).toBe('interconnect-observe.edge-shop.shop');
    expect(wanted({ ...rest, 'linkSpoke@cluster-3': link })).toEqual(wanted());
    const { 'deploySkupper@cluster-3': _, ...without } = standing;
    const others = [
      wanted(),
      wanted(without),
      wanted(standing, { intervalSeconds: 60 }),
      wanted(standing, { taskQueue: 'other' }),
    ];
    expect(new Set(others.map(one => one?.digest)).size).toBe(4);
    expect(new Set(others.map(one => one?.inputDigest)).size).toBe(2);
    expect(wanted({})).toBeUndefined();
  });
});
