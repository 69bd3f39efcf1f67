import { isRecord } from '../../document/disclosure';

/** A part of an object, and where it stands: `spec.template.spec`. */
export interface Part {
  path: string;
  value: Record<string, unknown>;
}

/** Names of fields that may be told; others are the file's own choice. */
const knownNames = new Set(['spec', 'template', 'jobTemplate', 'volumeClaimTemplates', 'metadata']);

/** All objects within an object, itself first, without recursion: a manifest may be deep. */
export function* partsOf(object: Record<string, unknown>): Generator<Part> {
  const left: { path: string; value: unknown }[] = [{ path: '', value: object }];
  for (let part = left.pop(); part; part = left.pop()) {
    const { path, value } = part;
    if (Array.isArray(value)) {
      value.forEach((item, index) => left.push({ path: `${path}[${index}]`, value: item }));
    } else if (isRecord(value)) {
      yield { path, value };
      for (const [key, field] of Object.entries(value)) {
        if (field !== null && typeof field === 'object') {
          left.push({ path: below(path, knownNames.has(key) ? key : '…'), value: field });
        }
      }
    }
  }
}

/**
 * Whether a part is what a pod is made from: nothing else in Kubernetes has a list of containers.
 */
export function isPodSpec({ value }: Part): boolean {
  return ['containers', 'initContainers', 'ephemeralContainers'].some(name =>
    Array.isArray(value[name]),
  );
}

export function below(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/** Whether a field says yes, or anything else than no. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

export function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
