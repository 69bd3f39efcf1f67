import type { ApprovalRequirement } from '@interconnect/backstage-plugin-interconnect-common';
import { workflowInfo } from '@temporalio/workflow';

/**
 * Until when an approval is waited for: counted from the request, also when no worker was there to
 * begin with it.
 */
export function expiryOf({ expiresAfterSeconds }: ApprovalRequirement): Date {
  return new Date(workflowInfo().startTime.getTime() + expiresAfterSeconds * 1000);
}
