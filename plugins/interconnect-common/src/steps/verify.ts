import { DesiredNetwork, networkRefOf } from '../document/DesiredNetwork';
import { NetworkRef } from '../network/types';
import { exposedBy, StepDefinition } from './StepDefinition';

/** @public */
export interface VerifyInput {
  kind: 'verify';
  network: NetworkRef;
  members: { cluster: string; role: 'hub' | 'spoke' }[];
}

/** Reads all members. It is no part of what stands: the planner puts it behind everything else. */
export const verify = {
  kind: 'verify',
  desired: () => [],
  needs: () => [],
  members: () => ({}),
  makes: () => [],
  applySummary: ({ members }) =>
    members.length === 1
      ? 'check that 1 member is ready'
      : `check that all ${members.length} members are ready`,
  activity: {
    exposed: (_, known) => exposedBy(known.exposures.keys(), known),
    settings: true,
  },
} satisfies StepDefinition<VerifyInput>;

/** What is to be verified of a network. */
export function verifyInput(desired: DesiredNetwork): VerifyInput {
  const { hub, spokes = [] } = desired.document;
  return {
    kind: 'verify',
    network: networkRefOf(desired),
    members: [
      ...(hub ? [{ cluster: hub.cluster, role: 'hub' as const }] : []),
      ...spokes.map(({ cluster }) => ({ cluster, role: 'spoke' as const })),
    ],
  };
}
