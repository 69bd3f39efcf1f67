import { toError } from '@backstage/errors';
import { readOwners } from '../access/readOwners';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';

/**
 * Keeps in the audit log of a project that a request was refused or failed. Projects that the
 * catalog does not have get no log, or whoever may call could fill the database with names.
 */
export async function keepFailure(
  services: Services,
  { project, name }: { project: string; name: string },
  requester: Requester,
  { action, subject }: { action: string; subject: string },
  error: unknown,
): Promise<void> {
  const { message } = toError(error);
  const through = requester.through ? ` (through ${requester.through})` : '';
  try {
    if (!(await isKnown(services, project, name))) {
      return;
    }
    await services.audit.append(project, name, {
      time: new Date().toISOString(),
      actor: requester.ref,
      action,
      subject,
      outcome: isRefusal(error) ? 'refused' : 'failed',
      message: `${message}${through}`,
    });
  } catch (reason) {
    services.logger.error('A refused request could not be audited', toError(reason));
  }
}

/**
 * A network that is there needs no look into the catalog; without an answer of the catalog the
 * entry is kept.
 */
async function isKnown(services: Services, project: string, name: string): Promise<boolean> {
  if (await services.networks.getHead(project, name)) {
    return true;
  }
  const owners = await readOwners(services, [project]).catch(() => undefined);
  return owners?.has(project) ?? true;
}

const refusals = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'PlanChangedError',
  'PreconditionFailedError',
  'PreconditionRequiredError',
]);

function isRefusal(error: unknown): boolean {
  return error instanceof Error && refusals.has(error.name);
}
