import { setTimeout as pause } from 'node:timers/promises';
import {
  observeScheduleId,
  observeSchedulePrefix,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { NativeConnection } from '@temporalio/worker';
import type { Mirror } from '../kubernetes/mirror/Mirror';
import { errorText, logger } from './log';
import type { OpenRollouts } from './OpenRollouts';

/** Time between two looks for rollouts, and for networks that are gone. */
const lookMs = 5000;
/** Code of gRPC. */
const notFound = 5;

/**
 * Shows in the mirror which rollouts are open, and removes from it what is neither rolled out nor
 * observed any more, until the signal is aborted. The Schedules in Temporal say which networks are
 * observed: the backend removes a network's when nothing of it is applied any more. While Temporal
 * does not answer, nothing is removed.
 */
export async function keepMirror(
  mirror: Pick<Mirror, 'follow' | 'sweep'>,
  rollouts: Pick<OpenRollouts, 'list'>,
  {
    connection: { workflowService },
    namespace,
  }: { connection: Pick<NativeConnection, 'workflowService'>; namespace: string },
  signal: AbortSignal,
): Promise<void> {
  let said = '';
  while (!signal.aborted) {
    try {
      const open = await rollouts.list();
      await mirror.follow(open, signal);
      const rolledOut = new Set(
        open.map(({ network }) => observeScheduleId(network.project, network.name)),
      );
      const listed = await scheduleIds();
      await mirror.sweep(async ({ project, name }) => {
        const id = observeScheduleId(project, name);
        return rolledOut.has(id) || listed.has(id) || exists(id);
      }, signal);
      said = '';
    } catch (error) {
      const text = errorText(error);
      if (!signal.aborted && text !== said) {
        logger.warn('It cannot be known which rollouts are open, and which networks are gone', {
          error: text,
        });
      }
      said = text;
    }
    await pause(lookMs, undefined, { signal }).catch(() => {});
  }

  async function scheduleIds(): Promise<Set<string>> {
    const ids = new Set<string>();
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await workflowService.listSchedules({
        namespace,
        maximumPageSize: 1000,
        nextPageToken,
      });
      for (const { scheduleId } of page.schedules) {
        if (scheduleId?.startsWith(observeSchedulePrefix)) ids.add(scheduleId);
      }
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
    } while (nextPageToken);
    return ids;
  }

  /** Lists lag behind. */
  async function exists(scheduleId: string): Promise<boolean> {
    try {
      await workflowService.describeSchedule({ namespace, scheduleId });
      return true;
    } catch (error) {
      if ((error as { code?: number }).code === notFound) return false;
      throw error;
    }
  }
}
