import {
  rolloutSearchAttributes,
  rolloutWorkflowId,
  rolloutWorkflowType,
  type RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { WorkflowStartOptions } from '@temporalio/client';
import { InternalWorkflowStartOptionsSymbol } from '@temporalio/client/lib/internal';
import { defineSearchAttributeKey } from '@temporalio/common';

/** Workflow type and options with which a rollout is started. */
export function startOptions(
  input: RolloutInput,
  taskQueue: string,
): [string, WorkflowStartOptions] {
  const keyword = (name: string, value: string) => ({
    key: defineSearchAttributeKey(name, 'KEYWORD'),
    value,
  });
  const options: WorkflowStartOptions = {
    workflowId: rolloutWorkflowId(input.project, input.network),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: [
      keyword(rolloutSearchAttributes.project, input.project),
      keyword(rolloutSearchAttributes.network, input.network),
      keyword(rolloutSearchAttributes.operation, input.operation),
      keyword(rolloutSearchAttributes.state, input.approval ? 'AwaitingApproval' : 'Running'),
    ],
    staticSummary: `${input.operation} network ${input.network} of ${input.project}`,
    staticDetails: detailsOf(input),
  };
  // Makes the start idempotent: the server answers the same request id with the same run. The SDK
  // itself uses this symbol for Nexus; without it a random id would be sent, and a repeated start
  // would be a conflict with itself.
  const internal = { [InternalWorkflowStartOptionsSymbol]: { requestId: input.rolloutId } };
  return [rolloutWorkflowType, { ...options, ...internal }];
}

/** Markdown for Temporal's UI. */
function detailsOf(input: RolloutInput): string {
  const { hub, spokes = [], applications = [] } = input.desired?.document ?? {};
  return [
    `- rollout: \`${input.rolloutId}\`, generation ${input.generation}`,
    `- asked for by: \`${input.requestedBy}\``,
    ...(hub ? [`- hub: \`${hub.cluster}\``] : []),
    ...(spokes.length ? [`- spokes: ${list(spokes.map(({ cluster }) => cluster))}`] : []),
    ...(applications.length
      ? [`- applications: ${list(applications.map(({ name }) => name))}`]
      : []),
  ].join('\n');
}

/** A few names; the UI takes 20,000 bytes of details at most. */
function list(names: string[]): string {
  const shown = names.slice(0, 20).map(name => `\`${name}\``);
  return [...shown, ...(names.length > 20 ? [`and ${names.length - 20} more`] : [])].join(', ');
}
