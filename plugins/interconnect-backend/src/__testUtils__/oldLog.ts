import { canonicalJson, sha256Hex } from '@interconnect/backstage-plugin-interconnect-common';

interface Content {
  sequence: number;
  time: string;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  message?: string;
  rolloutId?: string;
  previousHash: string;
}

/** The log of a network as it was written when each network had its own, at these times. */
export function oldLog(project: string, network: string, times: string[]) {
  let previousHash = '0'.repeat(64);
  return times.map((time, index) => {
    const content: Content = {
      sequence: index + 1,
      time: `2026-11-22T${time}:00.000Z`,
      actor: network === 'shop' ? 'user:default/anna' : 'external:ci',
      action: 'network.put',
      subject: `${project}/${network}`,
      outcome: 'refused',
      ...(index % 2
        ? { message: 'no: "ü" \u2028' }
        : { rolloutId: `r${project}${network}${index}` }),
      previousHash,
    };
    const hash = sha256Hex(canonicalJson(content));
    previousHash = hash;
    const { message = null, rolloutId = null, previousHash: previous, ...columns } = content;
    return {
      project,
      network,
      ...columns,
      message,
      rollout_id: rolloutId,
      source_run: rolloutId && 'run',
      source_event: rolloutId && index,
      source_index: rolloutId && 0,
      previous_hash: previous,
      hash,
    };
  });
}
