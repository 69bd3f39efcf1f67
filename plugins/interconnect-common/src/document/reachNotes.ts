import { ManifestObject } from './manifests';
import { isService } from './manifestProblems';
import { PodTemplate, podTemplateOf } from './podTemplates';
import { isBehind } from './selected';
import { readServiceSpec, ServiceSpec } from './serviceShape';

/** Why what is exposed may not answer, although the cluster takes it. */
export function reachNotes(
  objects: readonly ManifestObject[],
  exposed: readonly string[],
): string[] {
  const templates = objects.flatMap(object => podTemplateOf(object) ?? []);
  return objects
    .filter(object => isService(object) && exposed.includes(object.metadata.name))
    .flatMap(service => notesOf(service, templates));
}

function notesOf(service: ManifestObject, templates: readonly PodTemplate[]): string[] {
  const read = readServiceSpec(service.spec);
  if (!('value' in read)) return [];
  const name = `Service ${service.metadata.name}`;
  const local = read.value.internalTrafficPolicy === 'Local';
  return [
    ...targetNotes(name, read.value, templates),
    ...(local
      ? [
          `${name} answers on the nodes of its pods alone (spec.internalTrafficPolicy is Local): the router reaches it only from there`,
        ]
      : []),
  ];
}

/** Pods that come by other means are not known: nothing is said without any of the manifest. */
function targetNotes(
  name: string,
  { selector, ports }: ServiceSpec,
  templates: readonly PodTemplate[],
): string[] {
  if (templates.length === 0) return [];
  const behind = templates.filter(({ labels }) => isBehind(selector ?? {}, labels));
  if (behind.length === 0) {
    return [`${name} selects no pods of this application (spec.selector)`];
  }
  const names = new Set(behind.flatMap(portNamesOf));
  return (ports ?? []).flatMap(({ targetPort }, index) =>
    typeof targetPort === 'string' && targetPort && !names.has(targetPort)
      ? [`of ${name}, spec.ports[${index}].targetPort names no port of a container that it selects`]
      : [],
  );
}

function portNamesOf({ containers }: PodTemplate): unknown[] {
  return containers.flatMap(({ container: { ports } }) =>
    (Array.isArray(ports) ? ports : []).map((port: { name?: unknown } | null) => port?.name),
  );
}
