import { textTable } from '@interconnect/backstage-plugin-interconnect-common';
import type { LabStatus } from './status';

/** A lab's status as tables for a terminal. */
export function statusTable(status: LabStatus): string {
  if (status.processes.length === 0) {
    return `lab ${status.instance} is not running; start it with "npm run lab -- up --instance ${status.instance}"`;
  }
  const processes = textTable(
    ['PROCESS', 'STATE', 'PID', 'PORT', 'LOG'],
    status.processes.map(p => [
      p.name,
      p.state,
      p.state === 'Running' ? p.pid : '-',
      p.port ?? '-',
      p.log,
    ]),
  );
  const clusters = textTable(
    ['CLUSTER', 'STATE', 'SERVER', 'PODS'],
    status.clusters.map(c => [c.name, c.state, c.server, c.pods?.length ?? 'unknown']),
  );
  const pods = textTable(
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
