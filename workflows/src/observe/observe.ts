import type {
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { proxyActivities } from '@temporalio/workflow';

/** The activity of this workflow. */
export interface ObserveActivities {
  observe(input: ObserveInput): Promise<NetworkObservation>;
}

/**
 * Reads all members of a network once; a Schedule a network starts it. One activity and nothing
 * else: its history has 11 events, and what a cluster does not answer is part of the result.
 *
 * Not a local activity, which would spare some events: clusters that do not answer would hold
 * places for workflow tasks, that rollouts need. Not tried again either, because the next tick is
 * soon; a worker that died is noticed by the heartbeats that stop.
 */
export async function observe(input: ObserveInput): Promise<NetworkObservation> {
  const { members } = input;
  const activities = proxyActivities<ObserveActivities>({
    summary: `Read ${members.length === 1 ? '1 cluster' : `${members.length} clusters`}`,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { maximumAttempts: 1 },
  });
  return activities.observe(input);
}
