import { someOf } from '../text/plainText';
import { annotations } from './annotations';
import { identityOf } from './disclosure';
import { ManifestObject } from './manifests';

/** By which Skupper 1 was told what to expose; Skupper 2 does not look at them. */
const pattern = /^skupper\.io\/(proxy|address|port|target|headless|ingress)$/;

/** Annotations of Skupper 1 of an object. */
export function firstSkupperKeys({ metadata }: ManifestObject): string[] {
  return Object.keys(metadata.annotations ?? {}).filter(key => pattern.test(key));
}

export function firstSkupperNotes(objects: readonly ManifestObject[]): string[] {
  const found = objects.filter(object => firstSkupperKeys(object).length > 0);
  const keys = [...new Set(found.flatMap(firstSkupperKeys))];
  const names = found.map(object => identityOf(object) ?? object.kind);
  return found.length > 0
    ? [
        `${keys.join(', ')} of ${someOf(names, 5)} ${keys.length === 1 ? 'is' : 'are'} of Skupper 1, and without effect; a Service is exposed by ${annotations.exposeService}`,
      ]
    : [];
}
