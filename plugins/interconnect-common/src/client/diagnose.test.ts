import { shopDocument } from '../plan/__testUtils__/shop';
import { NetworkStatus } from '../network/types';
import { Rollout, RolloutStep } from '../rollout/types';
import { diagnose } from './diagnose';
import { Network } from './Network';

const observedAt = '2026-11-29T10:00:00.000Z';
const since = '2026-11-29T09:30:00.000Z';

function network(status: Partial<NetworkStatus> = {}, more: Partial<Network> = {}): Network {
  return {
    project: 'edge-shop',
    name: 'shop',
    generation: 3,
    spec: shopDocument(),
    status: { phase: 'Ready', observedAt, members: [], services: [], ...status },
    ...more,
  };
}
const step = (more: Partial<RolloutStep>): RolloutStep => ({
  id: 'linkSpoke@cluster-2',
  kind: 'linkSpoke',
  action: 'apply',
  cluster: 'cluster-2',
  needs: [],
  summary: 'cluster-2: link to hub cluster-1',
  state: 'Succeeded',
  attempt: 1,
  ...more,
});
const rollout = (more: Partial<Rollout>): Rollout => ({
  id: 'r1',
  operation: 'create',
  state: 'Succeeded',
  requestedBy: 'user:default/anna',
  generation: 3,
  startedAt: since,
  planDigest: 'd'.repeat(64),
  workflow: { namespace: 'default', workflowId: 'w', runId: 'r', url: '' },
  steps: [step({})],
  ...more,
});

describe('diagnose', () => {
  it('finds nothing where nothing is wrong', () => {
    const members = [
      { cluster: 'cluster-1', role: 'hub' as const, state: 'Ready' as const, observedAt },
    ];
    expect(diagnose(network({ members }), rollout({}))).toEqual({
      project: 'edge-shop',
      network: 'shop',
      phase: 'Ready',
      observedAt,
      findings: [],
      rollout: { id: 'r1', state: 'Succeeded', commands: [] },
    });
  });

  it('tells members, links and services with the time, what is bad before what is unknown', () => {
    const service = { application: 'web', cluster: 'cluster-1', namespace: 'shop', name: 'web' };
    const { findings } = diagnose(
      network({
        phase: 'Degraded',
        members: [
          { cluster: 'cluster-1', role: 'hub', state: 'Unknown', message: 'no answer' },
          {
            ...{ cluster: 'cluster-2', role: 'spoke', state: 'Ready', observedAt },
            link: { state: 'Down', since, message: 'the hub does not answer' },
          },
          {
            ...{ cluster: 'cluster-3', role: 'spoke', state: 'NotReady', observedAt },
            ...{ message: 'Site is missing', link: { state: 'Up' } },
          },
        ],
        services: [
          { ...service, port: 80, state: 'NotReady', addresses: [] },
          {
            ...{ ...service, port: 81, state: 'Ready', addresses: [] },
            reach: { unreachable: ['cluster-2'] },
          },
        ],
      }),
    );
    expect(findings).toEqual([
      {
        ...{ about: 'link', subject: 'cluster-2', verdict: 'bad', state: 'Down', since },
        ...{ observedAt, message: 'the hub does not answer' },
      },
      {
        ...{ about: 'member', subject: 'cluster-3', verdict: 'bad', state: 'NotReady' },
        ...{ observedAt, message: 'Site is missing' },
      },
      {
        ...{ about: 'service', subject: 'web:80', verdict: 'bad', state: 'NotReady' },
        ...{ observedAt, message: 'server on cluster-1' },
      },
      {
        ...{ about: 'service', subject: 'web:81', verdict: 'bad', state: 'NotReached' },
        ...{ observedAt, message: 'not reached from cluster-2' },
      },
      {
        ...{ about: 'member', subject: 'cluster-1', verdict: 'unknown', state: 'Unknown' },
        message: 'no answer',
      },
    ]);
  });

  it('tells why a rollout does not go on, and what can be asked of it', () => {
    const failed = step({ state: 'Failed', error: 'no route to 10.0.0.1', startedAt: since });
    const { findings, rollout: seen } = diagnose(
      network(),
      rollout({ state: 'Blocked', steps: [step({ id: 'verify', state: 'Pending' }), failed] }),
    );
    expect(findings).toEqual([
      { about: 'rollout', subject: 'r1', verdict: 'bad', state: 'Blocked' },
      {
        ...{ about: 'step', subject: 'linkSpoke@cluster-2', verdict: 'bad', state: 'Failed' },
        ...{ since, message: 'no route to 10.0.0.1' },
      },
    ]);
    expect(seen?.commands).toEqual(expect.arrayContaining(['retry', 'skip', 'cancel']));
  });

  it('tells for what an approval is needed, and of a step that failed and runs again', () => {
    const approval = {
      ...{ reasons: ['cluster-9 is in production'], approvers: [], selfApproval: false },
      expiresAt: observedAt,
    };
    expect(diagnose(network(), rollout({ state: 'AwaitingApproval', approval })).findings).toEqual([
      expect.objectContaining({
        state: 'AwaitingApproval',
        message: 'cluster-9 is in production',
      }),
    ]);
    const again = step({ state: 'Running', attempt: 2, error: 'it was not there' });
    expect(diagnose(network(), rollout({ state: 'Running', steps: [again] })).findings).toEqual([
      expect.objectContaining({ about: 'step', state: 'Running', message: 'it was not there' }),
    ]);
  });

  it('tells what stays on clusters that are not configured any more', () => {
    const left = [{ cluster: 'cluster-9', objects: ['Namespace interconnect-shop'] }];
    expect(diagnose(network({}, { left })).findings).toEqual([
      expect.objectContaining({
        about: 'left',
        subject: 'cluster-9',
        message: 'not configured any more, keeps Namespace interconnect-shop',
      }),
    ]);
  });
});
