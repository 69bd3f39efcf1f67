import {
  observeWorkflowType,
  rolloutSearchAttributes,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { ActualSchedule, WantedSchedule } from './Observations';

/** Counts changes of what stands below, so that Schedules of older versions are made anew. */
export const scheduleVersion = 2;

/** The Schedule of a network, for people and for the server. */
export function scheduleOptions(
  { id, input, intervalSeconds, inputDigest, digest }: WantedSchedule,
  taskQueue: string,
  state?: Pick<ActualSchedule, 'paused' | 'note'>,
): ScheduleOptions {
  const { network, members, unapplied } = input;
  const typedSearchAttributes = [
    { key: keyword(rolloutSearchAttributes.project), value: network.project },
    { key: keyword(rolloutSearchAttributes.network), value: network.name },
  ];
  return {
    scheduleId: id,
    spec: {
      // Networks are not all read in the same second.
      intervals: [{ every: `${intervalSeconds}s`, offset: `${offsetOf(id, intervalSeconds)}s` }],
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      // Nobody wants to know afterwards what could have been observed.
      catchupWindow: '10s',
      pauseOnFailure: false,
    },
    action: {
      type: 'startWorkflow',
      workflowType: observeWorkflowType,
      workflowId: id,
      taskQueue,
      args: [input],
      memo: { inputDigest },
      typedSearchAttributes,
      // While no worker is there one execution waits, and none follows it. One that cannot go on
      // must not stay for ever.
      workflowRunTimeout: '5m',
      staticSummary: `observe network ${network.name} of ${network.project}`,
      staticDetails: unapplied
        ? 'It stands on no cluster: nothing is read.'
        : `Reads ${members.length} clusters once, and changes nothing there.`,
    },
    memo: { digest, taskQueue },
    typedSearchAttributes,
    ...((state || unapplied) && {
      state: { ...state, ...(unapplied && { triggerImmediately: true }) },
    }),
  };
}

/** Whole seconds below the interval, different ones for different networks. */
function offsetOf(id: string, intervalSeconds: number): number {
  return parseInt(sha256Hex(id).slice(0, 8), 16) % intervalSeconds;
}

function keyword(name: string) {
  return defineSearchAttributeKey(name, 'KEYWORD');
}
