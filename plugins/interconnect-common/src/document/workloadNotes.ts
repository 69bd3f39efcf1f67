import { groupOf } from './clusterScoped';
import { isRecord } from './disclosure';
import { ManifestObject } from './manifests';

const nameOf = ({ kind, metadata }: ManifestObject) => `${kind} ${metadata.name}`;
const specOf = ({ spec }: ManifestObject) => (isRecord(spec) ? spec : {});

/** What of an application will keep its step waiting, or is set by two. */
export function workloadNotes(objects: readonly ManifestObject[]): string[] {
  return [
    ...objects.flatMap(object => heldNote(object) ?? []),
    ...objects.flatMap(object => scaledNote(object, objects) ?? []),
  ];
}

/** Field with which its author holds a workload, by its kind. */
const holds: Record<string, [field: string, state: string]> = {
  'apps/Deployment': ['paused', 'paused'],
  'batch/Job': ['suspend', 'suspended'],
};

function heldNote(object: ManifestObject): string | undefined {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`;
  if (!Object.hasOwn(holds, kind)) return undefined;
  const [field, state] = holds[kind];
  return specOf(object)[field] === true
    ? `${nameOf(object)} is ${state} (spec.${field}): its step waits until somebody lets it go on`
    : undefined;
}

function scaledNote(
  scaler: ManifestObject,
  objects: readonly ManifestObject[],
): string | undefined {
  if (scaler.kind !== 'HorizontalPodAutoscaler') return undefined;
  const { scaleTargetRef } = specOf(scaler);
  const { kind, name } = isRecord(scaleTargetRef) ? scaleTargetRef : {};
  const target = objects.find(one => one.kind === kind && one.metadata.name === name);
  return target && (specOf(target).replicas ?? undefined) !== undefined
    ? `${nameOf(target)} has spec.replicas, which ${nameOf(scaler)} changes: each time that it is applied it is set back; without the field it stays`
    : undefined;
}
