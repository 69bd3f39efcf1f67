import {
  Network,
  NetworkDocument,
  PlanPreview,
  Rollout,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';

export const document: NetworkDocument = {
  type: 'application-mesh',
  hub: { cluster: 'cluster-1' },
  spokes: [{ cluster: 'cluster-2' }],
};

export const path = '/projects/edge-shop/networks/shop';

/** A network as it is answered, with its rollout. */
export function network(generation: number, more: Partial<Network> = {}) {
  const body: Network = {
    project: 'edge-shop',
    name: 'shop',
    generation,
    spec: document,
    status: {
      phase: 'Degraded',
      observedAt: '2026-11-29T09:59:30.000Z',
      members: [
        {
          ...{ cluster: 'cluster-1', role: 'hub', state: 'Ready' },
          observedAt: '2026-11-29T09:59:30.000Z',
        },
        {
          ...{ cluster: 'cluster-2', role: 'spoke', state: 'Ready' },
          observedAt: '2026-11-29T09:59:30.000Z',
          link: { state: 'Down', since: '2026-11-29T09:30:00.000Z', message: 'no answer' },
        },
      ],
      services: [],
    },
    ...more,
  };
  return { body, headers: { etag: `"${generation}"` } };
}

export function rollout(state: RolloutState, more: Partial<Rollout> = {}) {
  const body: Rollout = {
    id: 'r1',
    operation: 'create',
    state,
    requestedBy: 'user:default/anna',
    generation: 1,
    startedAt: '2026-11-29T09:58:00.000Z',
    planDigest: 'd'.repeat(64),
    workflow: { namespace: 'default', workflowId: 'w', runId: 'r', url: '' },
    steps: [
      {
        ...{
          id: 'verify',
          kind: 'verify',
          action: 'apply',
          needs: [],
          summary: 'look',
          attempt: 1,
        },
        state: state === 'Succeeded' ? 'Succeeded' : 'Running',
      },
    ],
    ...more,
  };
  return { body };
}

export const plan: PlanPreview = {
  ...{ operation: 'create', digest: 'd'.repeat(64), addresses: ['http://web:80'] },
  ...{
    warnings: ['no server'],
    approval: { reasons: ['production'], approvers: [], selfApproval: false },
  },
  steps: [
    {
      ...{ id: 'verify', kind: 'verify', action: 'apply', needs: [], digest: 'e'.repeat(64) },
      ...{ summary: 'look whether it is so' },
      input: {
        ...{ kind: 'verify', members: [{ cluster: 'cluster-1', role: 'hub' }] },
        network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
      },
    },
  ],
};
