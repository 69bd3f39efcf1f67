import { Kind } from './discovery';

export type Query = Record<string, string | undefined>;

/** Path of an object, or without a name of a list, on the API server. */
export function pathOf(
  { apiVersion, plural, namespaced }: Kind,
  { namespace, name, subresource }: { namespace?: string; name?: string; subresource?: string },
  query: Query = {},
): string {
  const path = [
    apiVersion.includes('/') ? '/apis' : '/api',
    apiVersion,
    namespaced && namespace && `namespaces/${encodeURIComponent(namespace)}`,
    plural,
    name && encodeURIComponent(name),
    subresource,
  ];
  const given = Object.entries(query).filter((e): e is [string, string] => e[1] !== undefined);
  const search = new URLSearchParams(given).toString();
  return path.filter(Boolean).join('/') + (search && `?${search}`);
}
