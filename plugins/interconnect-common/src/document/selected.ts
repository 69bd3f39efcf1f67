import { ManifestObject } from './manifests';
import { readServiceSpec } from './serviceShape';

/** The labels of the pods that a Service leads to. */
export function selectorOf({ spec }: ManifestObject): Record<string, string> {
  const read = readServiceSpec(spec);
  return ('value' in read && read.value.selector) || {};
}

/** Whether a Service with this selector leads to pods with these labels. */
export function isBehind(
  selector: Record<string, string>,
  labels: Record<string, unknown>,
): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
