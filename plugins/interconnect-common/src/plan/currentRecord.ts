import { StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
import { FormerLinkInput } from '../steps/linkSpoke';
import { serversDigest } from '../steps/servers';
import { stepIdOf } from '../steps/stepIds';
import { AppliedNetwork } from './types';

/**
 * A record as it was kept, in today's form. A link once published the services as well: it is two
 * steps now, which stand as it did. The change of form alone plans nothing again.
 *
 * @public
 */
export function currentRecord(kept: AppliedNetwork): AppliedNetwork {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([id, step]) => {
      const inputs = step.input.kind === 'linkSpoke' ? currentInputs(step.input) : [];
      if (inputs.length === 0) return [[id, step]];
      return inputs.map(input => [stepIdOf(input), { ...step, input, digest: stepDigest(input) }]);
    }),
  );
}

/** What a link of before is made of today; nothing for a link of today. */
function currentInputs({ servers, ...former }: FormerLinkInput): StepInput[] {
  const { serversDigest: digest = servers && serversDigest(servers), ...link } = former;
  if (digest === undefined) return [];
  const { network, cluster, hub } = link;
  const publication = { network, cluster, hub, serversDigest: digest };
  return digest === serversDigest({})
    ? [link]
    : [link, { kind: 'publishServices', ...publication }];
}
