import { ChartField, problem } from './problem';
import type { HelmLimits, HelmRun } from './runHelm';

const endings = {
  tooLong: ({ timeoutMs }) => `takes longer than ${timeoutMs / 1000} seconds to render`,
  tooMuchMemory: ({ memoryMb }) => `takes more than ${memoryMb} MiB of memory to render`,
  tooMuchOutput: ({ maxOutput }) => `renders to more than ${maxOutput / 1024} KiB`,
} satisfies Record<NonNullable<HelmRun['ended']>, (limits: HelmLimits) => string>;

/**
 * Why helm has rendered nothing, in its own words: the chart's message, with file and line.
 *
 * @param hidden - folders of this computer, which nobody has to know
 */
export function helmError(run: HelmRun, limits: HelmLimits, hidden: readonly string[]): Error {
  if (run.ended) {
    return problem('chart', endings[run.ended](limits), 'a smaller or simpler chart');
  }
  if (run.failed) {
    return problem(
      'chart',
      `cannot be rendered, because the portal has no helm (${run.failed})`,
      'other sources, until whoever runs the portal has installed it (interconnect.charts.helm)',
    );
  }
  const said = hidden.reduce((text, folder) => text.replaceAll(folder, ''), run.stderr);
  const message = messageOf(said);
  return problem(fieldOf(message), `helm says: ${shortened(message)}`, acceptedOf(message));
}

/** Templates that call each other say so each time; what is wrong stands at the end. */
function shortened(message: string): string {
  const [begin, end] = [message.slice(0, 300), message.slice(-500)];
  return message.length > 1000 ? `${begin} … ${end}` : message;
}

function acceptedOf(message: string): string | undefined {
  return /^chart requires kubeVersion: /.test(message)
    ? 'a chart for it, or another interconnect.charts.kubeVersion, which whoever runs the portal can change'
    : undefined;
}

/** Without warnings and levels of the log, on one line. */
function messageOf(said: string): string {
  const lines = said
    .split('\n')
    .filter(line => line && !/^(level=|time=|WARNING|walk\.go|coalesce\.go)/.test(line));
  const start = lines.findIndex(line => line.startsWith('Error: '));
  const message = lines
    .slice(Math.max(start, 0))
    .join(' ')
    .replace(/^Error: (INSTALLATION FAILED: )?/, '')
    .replace(/\s*Use --debug flag to render out invalid YAML\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return message || 'the chart cannot be rendered';
}

function fieldOf(message: string): ChartField {
  return /^values don't meet the specifications of the schema/.test(message) ? 'values' : 'chart';
}
