import { StepInput } from '../../steps';
import { stepDigest } from '../../steps/digest';
import { serversDigest } from '../../steps/servers';
import { AppliedNetwork } from '../types';

/**
 * A record as it was kept when links published the services of their spokes.
 *
 * @param form - whether each link had the digest of the servers, or listed them all
 */
export function formerRecord(
  applied: AppliedNetwork,
  form: 'digest' | 'list' = 'digest',
): AppliedNetwork {
  const inputs = Object.values(applied).map(({ input }) => input);
  const servers = inputs.flatMap(input => ('servers' in input ? [input.servers] : []))[0] ?? {};
  const published = form === 'list' ? { servers } : { serversDigest: serversDigest(servers) };
  return Object.fromEntries(
    Object.entries(applied).flatMap(([id, step]) => {
      if ('serversDigest' in step.input) return [];
      if (step.input.kind !== 'linkSpoke') return [[id, step]];
      const input = { ...step.input, ...published } as StepInput;
      return [[id, { ...step, input, digest: stepDigest(input) }]];
    }),
  );
}
