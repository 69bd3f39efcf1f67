import type { Kind } from './discovery';
import { adoptedFields, asMergePatch } from './managedFields';
import type { KubernetesObject } from './objects';
import type { Requests } from './Requests';
import type { ApiResponse } from './transport';
import { withoutValues } from './withoutValues';
import { change, creation, dry, fieldManager, merge, type Write } from './writes';

/**
 * Sends what `ClusterClient.apply` would send, as a dry run: the API server does everything, from
 * defaults and admission to the check of what may be changed, but writes nothing.
 *
 * An object whose fields have to be adopted first is applied in two requests, which a dry
 * run cannot do one after the other: the second one does not see the first. So the same change is
 * tried as one merge patch as well. What server-side apply alone says of such an object counts only
 * when it cannot read it, because fields that are left out would still be there.
 *
 * @returns what the API server warns of, without values
 * @throws failures of `responseFailure`
 */
export async function dryRun(
  requests: Requests,
  kind: Kind,
  wanted: KubernetesObject,
  existing: KubernetesObject | undefined,
): Promise<string[]> {
  const verb = existing ? 'patch' : 'create';
  const send = async (write: Write, isFinal = true): Promise<string[]> => {
    const response = await requests.send(kind, wanted, dry(write));
    if (isNotSupported(response) || (!isFinal && response.status === 422)) return [];
    requests.accept(response, kind, wanted, verb);
    return (response.warnings ?? []).map(message => withoutValues({ message }));
  };
  if (!existing) return send(creation(wanted));
  const adopted = adoptedFields(existing, wanted, fieldManager);
  if (!adopted) return send(change(wanted, existing));
  await send(change(wanted, existing), false);
  const { uid } = existing.metadata;
  const patch = asMergePatch(wanted, adopted, fieldManager);
  return send(merge({ ...patch, metadata: { ...patch.metadata, uid } }, fieldManager));
}

/** A webhook with side effects is not called in a dry run: what it would say is not known. */
function isNotSupported({ status, body }: ApiResponse): boolean {
  const { message = '' } = (body ?? {}) as { message?: string };
  return status === 400 && /does not support dry run/.test(message);
}
