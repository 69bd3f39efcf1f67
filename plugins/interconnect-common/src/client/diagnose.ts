import { Network } from './Network';
import type { InterconnectApi } from './InterconnectClient';
import { NetworkName } from '../network/types';
import { NetworkPhase } from '../network/phases';
import { fittingCommands, RolloutCommandName } from '../rollout/commands';
import { isRolloutState, rolloutStates, RolloutState, stepStates } from '../rollout/states';
import { Rollout } from '../rollout/types';

/** Something of a network that is not as it should be, or of which that is not known. @public */
export interface NetworkFinding {
  about: 'member' | 'link' | 'service' | 'rollout' | 'step' | 'left';
  /** The cluster, `<service>:<port>`, the rollout or the step. */
  subject: string;
  /** `unknown`: nobody could look. */
  verdict: 'bad' | 'unknown';
  state: string;
  /** Since when it is so; absent: nothing tells. */
  since?: string;
  /** When it was seen. */
  observedAt?: string;
  /** Why, in words. */
  message?: string;
}

/** What is wrong with a network now. @public */
export interface NetworkDiagnosis {
  project: string;
  network: string;
  phase: NetworkPhase;
  observedAt?: string;
  /** What is bad comes first. None: nothing is wrong, and all of it was seen. */
  findings: NetworkFinding[];
  /** The rollout that has not ended, or ended last. */
  rollout?: { id: string; state: RolloutState; commands: RolloutCommandName[] };
}

/**
 * Reads a network and its rollout that has not ended, or ended last, and tells what is wrong.
 *
 * @throws what the API answers
 * @public
 */
export async function diagnoseNetwork(
  client: Pick<InterconnectApi, 'getNetwork' | 'listRollouts' | 'getRollout'>,
  name: NetworkName,
): Promise<NetworkDiagnosis> {
  const { network } = await client.getNetwork(name);
  const { items } = await client.listRollouts(name, { limit: 1 });
  const newest = items.length > 0 ? await client.getRollout(name, items[0].id) : undefined;
  return diagnose(network, newest);
}

/**
 * What is wrong with a network: what was observed of it, and why its rollout does not go on or has
 * failed.
 *
 * @param rollout - the one that has not ended, or ended last; absent: there is none
 */
export function diagnose(network: Network, rollout?: Rollout): NetworkDiagnosis {
  const { project, name, status, left = [] } = network;
  const findings = [
    ...(rollout ? rolloutFindings(rollout) : []),
    ...memberFindings(network),
    ...serviceFindings(network),
    ...left.map(({ cluster, objects }): NetworkFinding => ({
      ...{ about: 'left', subject: cluster, verdict: 'bad', state: 'Left' },
      message: `not configured any more, keeps ${objects.join(', ')}`,
    })),
  ];
  return {
    project,
    network: name,
    phase: status.phase,
    ...(status.observedAt && { observedAt: status.observedAt }),
    findings: [
      ...findings.filter(({ verdict }) => verdict === 'bad'),
      ...findings.filter(({ verdict }) => verdict === 'unknown'),
    ],
    ...(rollout && {
      rollout: { id: rollout.id, state: rollout.state, commands: fittingCommands(rollout) },
    }),
  };
}

function rolloutFindings({ id, state, message, approval, steps }: Rollout): NetworkFinding[] {
  const known = isRolloutState(state) ? rolloutStates[state] : undefined;
  const waits = state === 'AwaitingApproval' ? approval?.reasons.join('; ') : undefined;
  const why = message ?? waits;
  return [
    ...(known?.needsPerson || known?.end === 'failed'
      ? [finding('rollout', id, 'bad', state, why)]
      : []),
    ...steps
      .filter(step => stepStates[step.state]?.counts === 'failed' || tries(step))
      .map(step => ({
        ...finding('step', step.id, 'bad', step.state, step.error ?? step.message),
        ...(step.startedAt && { since: step.startedAt }),
      })),
  ];
}

/** Whether a step has failed, and is tried again. */
function tries({ state, error }: Rollout['steps'][number]): boolean {
  return stepStates[state]?.counts === 'running' && error !== undefined;
}

function memberFindings({ status }: Network): NetworkFinding[] {
  return status.members.flatMap(({ cluster, state, observedAt, message, link }) => [
    ...(state === 'Ready'
      ? []
      : [{ ...finding('member', cluster, verdictOf(state), state, message), observedAt }]),
    ...(link === undefined || link.state === 'Up'
      ? []
      : [
          {
            ...finding('link', cluster, verdictOf(link.state), link.state, link.message),
            ...(link.since && { since: link.since }),
            observedAt,
          },
        ]),
  ]);
}

function serviceFindings({ status }: Network): NetworkFinding[] {
  return status.services.flatMap(({ name, port, cluster, state, reach }) => {
    const subject = `${name}:${port}`;
    const unreachable = reach?.unreachable ?? [];
    const seen = { ...(status.observedAt && { observedAt: status.observedAt }) };
    return [
      ...(state === 'Ready'
        ? []
        : [
            {
              ...finding('service', subject, verdictOf(state), state, `server on ${cluster}`),
              ...seen,
            },
          ]),
      ...(unreachable.length === 0
        ? []
        : [
            {
              ...finding('service', subject, 'bad' as const, 'NotReached'),
              message: `not reached from ${unreachable.join(', ')}`,
              ...seen,
            },
          ]),
    ];
  });
}

function verdictOf(state: string): NetworkFinding['verdict'] {
  return state === 'Unknown' ? 'unknown' : 'bad';
}

function finding(
  about: NetworkFinding['about'],
  subject: string,
  verdict: NetworkFinding['verdict'],
  state: string,
  message?: string,
): NetworkFinding {
  return { about, subject, verdict, state, ...(message !== undefined && { message }) };
}
