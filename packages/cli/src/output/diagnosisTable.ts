import { NetworkDiagnosis, textTable } from '@interconnect/backstage-plugin-interconnect-common';
import { Io } from '../Io';
import { ago } from './ago';
import { painter } from './colours';
import { paragraphs } from './formats';

/** What is wrong with a network, and what can be asked of its rollout. */
export function diagnosisTable(diagnosis: NetworkDiagnosis, io: Io): string {
  const { project, network, phase, observedAt, findings, rollout } = diagnosis;
  const rows = findings.map(({ about, subject, state, since, observedAt: seen, message }) => [
    ...[about, subject, state, since ? ago(since, io.now()) : '-'],
    ...[seen ? ago(seen, io.now()) : '-', message ?? ''],
  ]);
  const head = ['WHAT', 'NAME', 'STATE', 'SINCE', 'OBSERVED', 'WHY'];
  return paragraphs(
    `${project}/${network}: ${phase}, observed ${ago(observedAt, io.now())}`,
    textTable(head, rows, painter(io.colour)) || 'Nothing is wrong',
    rollout && rollout.commands.length > 0
      ? `Rollout ${rollout.id} takes: ${rollout.commands.join(', ')}`
      : '',
  );
}
