import { DesiredNetwork } from './DesiredNetwork';
import { Application, ApplicationSource } from './schema';

/**
 * By what `DesiredNetwork.manifests` knows the bytes of an application's objects; undefined when
 * they are deployed by other means. Manifests are what is behind a url; what a chart renders to
 * depends on its application.
 *
 * @public
 */
export function manifestKeyOf({
  name,
  source,
}: Pick<Application, 'name' | 'source'>): string | undefined {
  switch (source.kind) {
    case 'existing':
      return undefined;
    case 'manifests':
      return source.url;
    case 'helm':
      return `helm:${name}`;
  }
}

/** Digest of an application's objects; undefined when they were not read. @public */
export function digestOf(
  application: Pick<Application, 'name' | 'source'>,
  { manifests }: Pick<DesiredNetwork, 'manifests'>,
): string | undefined {
  const key = manifestKeyOf(application);
  return key !== undefined && Object.hasOwn(manifests, key) ? manifests[key] : undefined;
}

/** The field of a source that says what it is: errors of what it holds stand there. */
const mainField = {
  existing: 'services',
  manifests: 'url',
  helm: 'chart',
} satisfies Record<ApplicationSource['kind'], string>;

/** `applications[0].source.url`. @public */
export function sourceFieldOf({ source }: Pick<Application, 'source'>, index: number): string {
  return `applications[${index}].source.${mainField[source.kind]}`;
}
