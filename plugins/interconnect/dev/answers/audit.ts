import {
  AuditEntry,
  canonicalJson,
  Network,
  Rollout,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';

type Unchained = Omit<AuditEntry, 'sequence' | 'previousHash' | 'hash'>;

/** The audit log that follows from the rollouts of a network, chained as the backend does it. */
export function auditOf(network: Network, rollouts: Rollout[]): AuditEntry[] {
  const entries = [...rollouts].reverse().flatMap(rollout => entriesOf(network, rollout));
  let previousHash = '0'.repeat(64);
  return entries.map((entry, index) => {
    const placed = { ...entry, sequence: index + 1, previousHash };
    previousHash = sha256Hex(canonicalJson(placed));
    return { ...placed, hash: previousHash };
  });
}

function entriesOf({ project, name }: Network, rollout: Rollout): Unchained[] {
  const { id, operation, startedAt, requestedBy, endedAt, state } = rollout;
  const steps = rollout.steps.flatMap<Unchained>(step => [
    ...(step.startedAt
      ? [
          {
            network: name,
            time: step.startedAt,
            actor: 'system',
            action: 'step.started',
            subject: step.id,
            outcome: 'started' as const,
            message: step.summary,
            rolloutId: id,
          },
        ]
      : []),
    ...(step.endedAt
      ? [
          {
            network: name,
            time: step.endedAt,
            actor: 'system',
            action: step.error ? 'step.failed' : 'step.succeeded',
            subject: step.id,
            outcome: step.error ? ('failed' as const) : ('succeeded' as const),
            ...(step.error && { message: step.error }),
            rolloutId: id,
          },
        ]
      : []),
  ]);
  return [
    {
      network: name,
      time: startedAt,
      actor: requestedBy,
      action: `network.${operation}`,
      subject: `${project}/${name}`,
      outcome: 'accepted',
      rolloutId: id,
    },
    ...steps,
    ...(endedAt
      ? [
          {
            network: name,
            time: endedAt,
            actor: 'system',
            action: `rollout.${state.toLowerCase()}`,
            subject: id,
            outcome: state === 'Succeeded' ? ('succeeded' as const) : ('failed' as const),
            rolloutId: id,
          },
        ]
      : []),
  ];
}
