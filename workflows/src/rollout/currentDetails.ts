import type { RolloutReport } from '@interconnect/backstage-plugin-interconnect-common';

const listed = 10;

/** How far a rollout is, as Markdown for Temporal's UI. */
export function currentDetails({ state, counts, failed }: RolloutReport): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = [`${counts.Succeeded} of ${all} steps done`];
  if (counts.Running) parts.push(`${counts.Running} running`);
  if (counts.Failed) parts.push(`${counts.Failed} failed`);
  if (counts.Skipped) parts.push(`${counts.Skipped} skipped`);
  const lines = [`**${state}**: ${parts.join(', ')}`];
  if (failed.length > 0) {
    lines.push('', ...failed.slice(0, listed).map(({ step, error }) => `- \`${step}\`: ${error}`));
    if (failed.length > listed) lines.push(`- and ${failed.length - listed} more`);
  }
  return lines.join('\n');
}
