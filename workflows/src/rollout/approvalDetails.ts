import type { ApprovalRequirement } from '@interconnect/backstage-plugin-interconnect-common';

const listed = 10;

/** What a rollout that waits for its approval waits for, as Markdown for Temporal's UI. */
export function approvalDetails(
  { reasons, approvers, selfApproval }: ApprovalRequirement,
  requestedBy: string,
  expires: Date,
): string {
  const lines = reasons.slice(0, listed).map(reason => `- ${reason}`);
  if (reasons.length > listed) lines.push(`- and ${reasons.length - listed} more`);
  const who = approvers.map(approver => `\`${approver}\``).join(', ');
  const but = selfApproval ? '' : `, but not \`${requestedBy}\`, who asked for it`;
  return [
    `**AwaitingApproval**: nothing is done before somebody of ${who} approves it${but}`,
    '',
    ...lines,
    '',
    `Without a decision it ends at ${expires.toISOString()}.`,
  ].join('\n');
}
