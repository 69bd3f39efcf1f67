import {
  ChosenSelector,
  labelsText,
  PlanPreview,
  Rollout,
  RolloutSummary,
  someOf,
  textTable,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Io } from '../Io';
import { ago } from './ago';
import { painter } from './colours';
import { paragraphs } from './formats';

/** What a plan would do. */
export function planTable(plan: PlanPreview): string {
  const {
    operation,
    steps,
    warnings,
    addresses,
    left = [],
    approval,
    digest,
    selectors = [],
  } = plan;
  const lines = (title: string, items: string[]) =>
    items.length === 0 ? '' : [title, ...items.map(item => `  ${item}`)].join('\n');
  return paragraphs(
    textTable(
      ['ACTION', 'STEP', 'WHAT'],
      steps.map(({ id, action, summary }) => [action, id, summary]),
    ) || 'Nothing to do on any cluster',
    lines('Warnings:', warnings),
    lines(
      'Stays on clusters that are not configured any more:',
      left.map(({ cluster, objects }) => `${cluster}: ${objects.join(', ')}`),
    ),
    lines('Needs an approval:', approval?.reasons ?? []),
    lines('Spokes by labels:', selectors.map(selectorLine)),
    steps.length === 0 ? '' : lines('Clients will reach:', addresses),
    `Plan ${digest} (${operation}, ${steps.length} steps)`,
  );
}

/** What a selector has chosen: "region: eu: cluster-2, cluster-3 (followed)". */
export function selectorLine({ selector, clusters, follow }: ChosenSelector): string {
  return `${labelsText(selector)}: ${someOf(clusters, 20)}${follow ? ' (followed)' : ''}`;
}

/** Rollouts, one a row. */
export function rolloutsTable(rollouts: RolloutSummary[], io: Io): string {
  const rows = rollouts.map(rollout => {
    const { id, operation, state, counts, startedAt } = rollout;
    const steps = [`${counts.done}/${counts.all}`, counts.failed];
    return [id, operation, state, ...steps, askerOf(rollout), ago(startedAt, io.now())];
  });
  const head = ['ROLLOUT', 'OPERATION', 'STATE', 'DONE', 'FAILED', 'REQUESTED BY', 'STARTED'];
  return textTable(head, rows, painter(io.colour)) || 'No rollouts';
}

/** One rollout with its steps. */
export function rolloutTable(rollout: Rollout, io: Io): string {
  const { id, operation, state, message, approval, steps } = rollout;
  return paragraphs(
    [
      `Rollout ${id} (${operation}): ${state}${message ? `: ${message}` : ''}`,
      `Requested by ${askerOf(rollout)}, ${ago(rollout.startedAt, io.now())}`,
      `Plan ${rollout.planDigest}`,
      ...(approval ? [`Needs an approval: ${approval.reasons.join('; ')}`] : []),
      ...(approval?.decision
        ? [`${approval.decision.outcome} by ${approval.decision.by ?? 'nobody'}`]
        : []),
    ].join('\n'),
    textTable(
      ['STEP', 'STATE', 'ATTEMPT', 'MESSAGE'],
      steps.map(step => [step.id, step.state, step.attempt, step.error ?? step.message ?? '']),
      painter(io.colour),
    ),
  );
}

/** Who asked, through which service, for whom. */
function askerOf({ requestedBy, through, onBehalfOf, followed }: Omit<Rollout, 'steps'>): string {
  return [
    requestedBy,
    ...(through ? [`through ${through}`] : []),
    ...(onBehalfOf ? [`for ${onBehalfOf}`] : []),
    ...(followed ? ['(followed the selector)'] : []),
  ].join(' ');
}
