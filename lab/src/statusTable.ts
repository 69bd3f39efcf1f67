import type { LabStatus } from './status';

/** A lab's status as tables for a terminal. */
export function statusTable(status: LabStatus): string {
  if (status.processes.length === 0) {
    return `lab ${status.instance} is not running; start it with "npm run lab -- up --instance ${status.instance}"`;
  }
  const processes = table(
    ['PROCESS', 'STATE', 'PID', 'PORT', 'LOG'],
    status.processes.map(p => [
      p.name,
      p.state,
      p.state === 'Running' ? p.pid : '-',
      p.port ?? '-',
      p.log,
    ]),
  );
  const clusters = table(
    ['CLUSTER', 'STATE', 'SERVER', 'PODS'],
    status.clusters.map(c => [c.name, c.state, c.server, c.pods?.length ?? 'unknown']),
  );
  const pods = table(
    ['CLUSTER', 'POD', 'STATE', 'RESTARTS', 'PROCESS', 'IMAGES', ''],
    status.clusters.flatMap(c =>
      (c.pods ?? []).map(p => [
        ...[c.name, `${p.namespace}/${p.name}`, p.ready ? 'Ready' : p.phase, p.restarts],
        ...[
          p.process ? p.pids.join(',') || '-' : 'none (reported Ready only)',
          p.images.join(','),
          p.message ?? '',
        ],
      ]),
    ),
  );
  return [`lab ${status.instance} in ${status.dir}`, clusters, processes, pods]
    .filter(Boolean)
    .join('\n\n');
}

/** Columns as wide as their widest cell; nothing when there are no rows. */
export function table(head: string[], rows: (string | number)[][]): string {
  if (rows.length === 0) return '';
  const cells = [head, ...rows.map(row => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
