import {
  currentRecord,
  plan,
  planDigest,
} from '@interconnect/backstage-plugin-interconnect-common';
import { foldAll } from './fold';
import { networkEffects } from './foldEnd';
import type { ProjectedAuditEntry } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';
import { readRecordings } from './__testUtils__/recordings';

const recordings = readRecordings();

const folded = (name: string) => {
  const audit: ProjectedAuditEntry[] = [];
  const fold = recordings[name].runs.reduce<RolloutFold | undefined>(
    (before, { runId, events }) => {
      const after = foldAll(before, runId, events);
      audit.push(...after.audit);
      return after.fold;
    },
    undefined,
  );
  return { fold: fold!, audit };
};
const states = (fold: RolloutFold) =>
  Object.fromEntries(fold.steps.map(({ id, state }) => [id, state]));
const byPeople = (audit: ProjectedAuditEntry[]) =>
  audit
    .filter(({ actor }) => actor !== 'system')
    .map(({ actor, action, outcome, message }) => [actor, action, outcome, message]);
const guest = 'user:default/guest';
const anna = 'user:default/anna';

describe('recorded histories', () => {
  it.each(Object.entries(recordings))(
    '%s: the plan is the one that was shown',
    (_name, { input }) => {
      expect(planDigest(input)).toBe(input.planDigest);
    },
  );

  it('succeeded', () => {
    const { fold, audit } = folded('succeeded');
    expect(fold.state).toBe('Succeeded');
    expect(fold.steps).toHaveLength(12);
    expect(new Set(Object.values(states(fold)))).toEqual(new Set(['Succeeded']));
    expect(fold.steps.every(({ startedAt, endedAt }) => startedAt! <= endedAt!)).toBe(true);
    // What another version has made stands: an upgrade plans nothing again.
    const { desired } = recordings.succeeded.input;
    expect(plan(currentRecord(fold.applied), desired).steps).toEqual([]);
    expect(fold.applied['deployApplication:my-backend@cluster-1'].exposed).toEqual([
      {
        application: 'my-backend',
        cluster: 'cluster-1',
        namespace: 'shop',
        name: 'my-backend',
        port: 8080,
      },
    ]);
    expect(byPeople(audit)).toEqual([[guest, 'rollout.started', 'started', 'create: 12 steps']]);
    expect(audit).toHaveLength(26);
  });

  it('continued as new', () => {
    const { fold, audit } = folded('continuedAsNew');
    expect(fold.runs.length).toBeGreaterThan(1);
    expect(fold.runs).toEqual(recordings.continuedAsNew.runs.map(({ runId }) => runId));
    expect(fold.state).toBe('Succeeded');
    expect(new Set(Object.values(states(fold)))).toEqual(new Set(['Succeeded']));
    expect(audit).toHaveLength(26);
  });

  it('retried and rolled back', () => {
    const { fold, audit } = folded('retriedAndRolledBack');
    expect(fold).toMatchObject({ state: 'RolledBack', applied: {}, open: {}, updates: {} });
    expect(states(fold)).toMatchObject({ 'linkSpoke@cluster-2': 'Undone', verify: 'Pending' });
    expect(networkEffects(fold).document).toEqual({ to: 'gone' });
    expect(byPeople(audit)).toEqual([
      [guest, 'rollout.started', 'started', 'create: 9 steps'],
      [anna, 'rollout.retry', 'accepted', 'route is there'],
      [anna, 'rollout.rollback', 'accepted', undefined],
    ]);
    expect(audit).toContainEqual(
      expect.objectContaining({
        action: 'step.failed',
        subject: 'linkSpoke@cluster-2',
        message: 'no route to the hub',
      }),
    );
  });

  it('terminated', () => {
    const { fold, audit } = folded('terminated');
    expect(fold).toMatchObject({
      state: 'Failed',
      message: 'terminated in Temporal by test@host: by a test',
    });
    expect(states(fold)['createNetwork@cluster-1']).toBe('Failed');
    expect(fold.applied['createNetwork@cluster-1'].state).toBe('partial');
    expect(audit.at(-1)).toMatchObject({ actor: 'temporal:test@host', outcome: 'failed' });
  });

  it('canceled in Temporal', () => {
    const { fold, audit } = folded('canceledInTemporal');
    expect(fold).toMatchObject({ state: 'RolledBack', applied: {} });
    expect(states(fold)).toMatchObject({
      'createNetwork@cluster-1': 'Undone',
      'deployLoadBalancer@cluster-1': 'Undone',
      'deploySkupper@cluster-1': 'Pending',
    });
    expect(byPeople(audit).slice(1)).toEqual([
      ['temporal:test@host', 'rollout.cancel', 'accepted', 'asked for in Temporal'],
    ]);
  });

  it('approved', () => {
    const { fold, audit } = folded('approved');
    expect(fold.state).toBe('Succeeded');
    expect(fold.approval?.decision).toMatchObject({
      outcome: 'approved',
      by: anna,
      reason: 'announced',
    });
    expect(byPeople(audit)).toEqual([
      [
        guest,
        'rollout.started',
        'started',
        'create: 6 steps; needs an approval: cluster-1 has the label environment: production',
      ],
      [anna, 'rollout.approve', 'accepted', 'announced'],
    ]);
  });

  it.each([
    ['rejected', `rejected by ${anna}: not now`, ['rejected', anna, 'not now']],
    ['expired', 'nobody approved it in time', ['expired', undefined, undefined]],
    ['canceledAwaitingApproval', 'canceled in Temporal', undefined],
  ])('%s: nothing was done', (name, message, expected) => {
    const { fold } = folded(name);
    expect(fold).toMatchObject({ state: 'Canceled', message, applied: {} });
    const { decision } = fold.approval!;
    expect(decision && [decision.outcome, decision.by, decision.reason]).toEqual(expected);
    expect(new Set(Object.values(states(fold)))).toEqual(new Set(['Pending']));
    expect(networkEffects(fold).document).toEqual({ to: 'replaced' });
  });

  it('hold no stack traces, and nothing of one gets into the fold', () => {
    for (const name of Object.keys(recordings)) {
      expect(JSON.stringify(folded(name))).not.toMatch(/\\n\s+at |\.ts:\d+/);
    }
  });
});
