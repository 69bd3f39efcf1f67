import {
  checkAgainstOthers,
  DesiredNetwork,
  FieldError,
  networkReadPermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';

/** Clashes of a document with other networks. Those that the requester may not read are not named. */
export async function clashesWithOthers(
  services: Pick<Services, 'access'>,
  asked: { desired: DesiredNetwork; claims: DesiredNetwork[]; requester?: Requester },
): Promise<FieldError[]> {
  const { desired, claims, requester } = asked;
  const others = claims.filter(claim => checkAgainstOthers(desired, [claim]).length > 0);
  if (others.length === 0) {
    return [];
  }
  const readable = requester
    ? await services.access.among(
        requester,
        networkReadPermission,
        others.map(({ project, name, document }) => ({ project, name, asked: document })),
      )
    : [];
  const named = new Set(readable.map(({ project, name }) => `${project}/${name}`));
  const errors = checkAgainstOthers(desired, others, ({ project, name }) =>
    named.has(`${project}/${name}`),
  );
  const distinct = new Map(errors.map(error => [`${error.field}\n${error.message}`, error]));
  return [...distinct.values()];
}
