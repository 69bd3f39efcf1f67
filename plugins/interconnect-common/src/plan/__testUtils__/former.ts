import { StepInput } from '../../steps';
import { stepDigest } from '../../steps/digest';
import { AppliedNetwork } from '../types';

/** A record as it was kept when each link listed all servers. */
export function formerRecord(applied: AppliedNetwork): AppliedNetwork {
  const servers = Object.values(applied).flatMap(({ input }) =>
    input.kind === 'publishServices' ? [input.servers] : [],
  )[0];
  return Object.fromEntries(
    Object.entries(applied).map(([id, step]) => {
      if (step.input.kind !== 'linkSpoke') return [id, step];
      const { serversDigest: _, ...rest } = step.input;
      const input = { ...rest, servers: servers ?? {} } as unknown as StepInput;
      return [id, { ...step, input, digest: stepDigest(input) }];
    }),
  );
}
