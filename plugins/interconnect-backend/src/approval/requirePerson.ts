import { NotAllowedError } from '@backstage/errors';
import {
  RolloutCommandName,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';

/**
 * Passes only people who give a command themselves, if it is one for people: no service, agents
 * included, and no service with a token on a person's behalf (a template that somebody else wrote,
 * an agent). Whatever permissions and approvers say.
 *
 * @throws NotAllowedError
 */
export function requirePerson(
  command: RolloutCommandName,
  { kind, ref, through }: Pick<Requester, 'kind' | 'ref' | 'through'>,
): void {
  const { onlyPeople } = rolloutCommands[command];
  if (onlyPeople === undefined) {
    return;
  }
  if (kind === 'service') {
    throw new NotAllowedError(`Only people can ${onlyPeople}, not ${ref}`);
  }
  if (through !== undefined) {
    throw new NotAllowedError(
      `You have to ${onlyPeople} yourself, in the portal or with your own token: ${through} cannot do it for you`,
    );
  }
}
