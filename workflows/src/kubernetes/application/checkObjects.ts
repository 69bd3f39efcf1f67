import type { ApplicationFailure } from '@temporalio/common';
import {
  ClusterClient,
  failure,
  FailureType,
  isFailure,
  KubernetesObject,
  nameOf,
  ObjectRef,
  Ownership,
} from '../client';

/**
 * The document's check does not know which kinds a cluster serves, nor those that it has beside
 * Kubernetes' own.
 */
export async function requireNamespaced(
  client: ClusterClient,
  objects: readonly KubernetesObject[],
) {
  for (const object of objects) {
    const { namespaced } = await client.servedKind(object);
    if (!namespaced) {
      throw failure(
        'invalidInput',
        `${object.kind} ${object.metadata.name} concerns all of ${client.cluster}: only objects in a namespace are accepted`,
      );
    }
  }
}

/** What the cluster says to an object that is to be applied. */
export interface Verdict {
  object: KubernetesObject;
  /** `replace`: it cannot be changed as asked for, and is removed and made anew. */
  answer: 'apply' | 'replace' | 'refuse';
  /** Why it is refused. */
  failure?: ApplicationFailure;
  /** What Kubernetes warns of. */
  warnings: string[];
}

/** Failures that are about one object, and that no repetition mends. */
const aboutObjects: readonly FailureType[] = [
  'nameTaken',
  'invalidInput',
  'forbidden',
  'missing',
  'immutable',
];

/**
 * Asks the cluster about all objects of an application before the first one is written.
 *
 * @param account - with whose rights they will be applied
 * @throws failures that are not about an object: the cluster does not answer, a namespace is being
 * deleted
 */
export async function checkObjects(
  account: ClusterClient,
  objects: readonly KubernetesObject[],
  owner: Ownership,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const object of objects) {
    verdicts.push(await checkObject(account, object, { owner, objects }));
  }
  return verdicts;
}

async function checkObject(
  account: ClusterClient,
  object: KubernetesObject,
  { owner, objects }: { owner: Ownership; objects: readonly KubernetesObject[] },
): Promise<Verdict> {
  try {
    return { object, answer: 'apply', warnings: await account.tryApply(object, owner) };
  } catch (error) {
    if (!(isFailure(error, 'immutable') && isReplaceable(object))) {
      return verdictOn(error, object, objects);
    }
  }
  try {
    await account.tryReplace(object);
    return { object, answer: 'replace', warnings: [] };
  } catch (error) {
    return verdictOn(error, object, objects);
  }
}

/** @throws the error, when it is not about the object */
function verdictOn(
  error: unknown,
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): Verdict {
  if (!aboutObjects.some(type => isFailure(error, type))) throw error;
  const refused = error as ApplicationFailure;
  return lacksOneOf(refused, objects)
    ? { object, answer: 'apply', warnings: [] }
    : { object, answer: 'refuse', failure: refused, warnings: [] };
}

/**
 * A Job's template never changes, and a Job of a new version is another run; of a bare Pod little
 * more than images can be changed.
 */
function isReplaceable({ apiVersion, kind }: ObjectRef): boolean {
  return (
    (kind === 'Job' && apiVersion.startsWith('batch/')) || (kind === 'Pod' && apiVersion === 'v1')
  );
}

/**
 * Whether an object is refused only because another one of the same manifest is not there yet: a
 * Pod's ServiceAccount.
 */
function lacksOneOf({ message }: ApplicationFailure, objects: readonly KubernetesObject[]) {
  const [, name] = /"([^"]+)" not found/.exec(message) ?? [];
  return objects.some(({ metadata }) => metadata.name === name);
}

/** Reasons that are told. */
const maxReasons = 5;

/** @throws one failure for all objects that are refused, when there are any */
export function requireAccepted(verdicts: readonly Verdict[]): void {
  const refused = verdicts.flatMap(verdict => verdict.failure ?? []);
  const [first] = refused;
  if (!first) return;
  const reasons = refused.slice(0, maxReasons).map(({ message }) => message);
  const more = refused.length - reasons.length;
  const text = [...reasons, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  const type = aboutObjects.find(one => isFailure(first, one));
  throw failure(type ?? 'invalidInput', text);
}

/** For people: the objects that are made anew. */
export function replacedText(verdicts: readonly Verdict[]): string {
  const names = verdicts.filter(({ answer }) => answer === 'replace').map(v => nameOf(v.object));
  return names.length > 0 ? `replaced ${names.join(', ')}` : '';
}
