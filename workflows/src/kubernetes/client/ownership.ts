import { failure } from './failures';
import { type KubernetesObject, nameOf } from './objects';

/** Labels that an existing object must have before it may be written or removed. */
export type Ownership = Readonly<Record<string, string>>;

/** The labels that an object lacks to be ours. */
export function lacking(object: Pick<KubernetesObject, 'metadata'>, owner: Ownership): string[] {
  const labels = object.metadata.labels ?? {};
  return Object.entries(owner)
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${key}=${value}`);
}

export function isOwned(object: Pick<KubernetesObject, 'metadata'>, owner: Ownership): boolean {
  return lacking(object, owner).length === 0;
}

/** @throws failure `NameTaken` when the object is somebody else's */
export function requireOwned(object: KubernetesObject, owner: Ownership, cluster: string): void {
  const missing = lacking(object, owner);
  if (missing.length > 0) {
    const labels = missing.length === 1 ? 'label' : 'labels';
    throw failure(
      'nameTaken',
      `${nameOf(object)} on ${cluster} exists already and is not ours to change: ` +
        `it lacks the ${labels} ${missing.join(', ')}`,
    );
  }
}
