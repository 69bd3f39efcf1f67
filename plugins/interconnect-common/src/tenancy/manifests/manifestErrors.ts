import { FieldError } from '../../document/errors';
import { ManifestObject } from '../../document/manifests';
import { someOf } from '../../text/plainText';
import { matchesAny } from '../pattern';
import { refusedAlways, refusedBy } from '../refusals';
import { ProjectLimits } from '../types';
import { objectRefusals } from './objectRefusals';
import { kindOfObject } from './refusedKinds';

/** A manifest that was read. @public */
export interface ReadManifest {
  /** What the errors are about: `applications[0].source.url`. */
  field: string;
  url: string;
  objects: readonly ManifestObject[];
}

/**
 * Objects that a manifest of the project may not hold. Of an object only kind, name and names of
 * fields are told.
 */
export function manifestErrors(limits: ProjectLimits, manifest: ReadManifest): FieldError[] {
  const { field, url, objects } = manifest;
  const accounts = new Set(
    objects
      .filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'ServiceAccount')
      .map(({ metadata }) => metadata.name),
  );
  return objects.flatMap(object => {
    const where = `${url}, ${object.kind} ${object.metadata.name}`;
    const refusals = objectRefusals(object, accounts).map(({ path, why, accepted }) =>
      refusedAlways({
        ...{ field, message: `${where}: ${path}: ${why}` },
        ...(accepted !== undefined && { accepted }),
      }),
    );
    return refusals.length > 0 || matchesAny(limits.limits.kinds, kindOfObject(object))
      ? refusals
      : [
          refusedBy(limits, 'kinds', {
            field,
            message: `${where}: ${kindOfObject(object)} is no kind for manifests of project '${limits.project}'`,
            accepted: someOf(limits.limits.kinds, 20),
          }),
        ];
  });
}
