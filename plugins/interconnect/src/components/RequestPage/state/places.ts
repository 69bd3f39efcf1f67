import {
  DocumentField,
  DocumentParts,
  DocumentSchema,
  networkDocumentJsonSchema,
  propertiesOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { isRecord, Json } from './json';

/** The steps of the form, in their order. */
export const steps = ['basics', 'members', 'applications', 'review'] as const;

/** One of the steps. */
export type Step = (typeof steps)[number];

/** The step of that name; the first one when there is none. */
export function stepNamed(name: string | null): Step {
  return steps.find(step => step === name) ?? 'basics';
}

/**
 * Where the form shows each field of the document: at a place of its own, within the place of what
 * it is in, or not at all.
 */
const shownAs = {
  description: 'own',
  type: 'hidden',
  namespace: 'hidden',
  hub: 'within',
  'hub.cluster': 'own',
  'hub.loadBalancer': 'within',
  'hub.loadBalancer.addresses': 'own',
  'hub.loadBalancer.addresses[]': 'own',
  'hub.loadBalancer.allowedSources': 'own',
  'hub.loadBalancer.allowedSources[]': 'own',
  spokes: 'own',
  'spokes[]': 'own',
  'spokes[].cluster': 'within',
  'spokes[].selector': 'within',
  'spokes[].follow': 'within',
  applications: 'own',
  'applications[]': 'own',
  'applications[].name': 'own',
  'applications[].clusters': 'own',
  'applications[].clusters[]': 'within',
  'applications[].namespace': 'own',
  'applications[].expose': 'own',
  'applications[].tls': 'own',
  'applications[].shortAddress': 'own',
  'applications[].source': 'own',
  'applications[].source.kind': 'within',
  'applications[].source.services': 'own',
  'applications[].source.services[]': 'own',
  'applications[].source.url': 'own',
  'applications[].source.chart': 'own',
  'applications[].source.version': 'own',
  'applications[].source.repository': 'own',
  'applications[].source.values': 'own',
  'applications[].source.digest': 'hidden',
} satisfies Record<DocumentField, 'own' | 'within' | 'hidden'>;

/** All fields that have a place in the form, for what is in the document now. */
export function placesIn(document: DocumentParts): Set<string> {
  return new Set(['project', 'name', ...placesAt(networkDocumentJsonSchema, document, '')]);
}

function placesAt(schema: DocumentSchema, value: unknown, path: string): string[] {
  const { items, oneOf } = schema;
  const fields = isRecord(value as Json) ? (value as Record<string, unknown>) : {};
  const chosen = oneOf?.find(({ properties }) => properties?.kind.const === fields.kind);
  const { properties = {} } = chosen ?? schema;
  return [
    ...(shown(path) === 'own' ? [path] : []),
    ...Object.keys(properties).flatMap(key =>
      placesAt(properties[key], fields[key], join(path, key)),
    ),
    ...(items && Array.isArray(value)
      ? value.flatMap((item, index) => placesAt(items, item, `${path}[${index}]`))
      : []),
  ];
}

/** The field of the first thing that the form cannot show, because its type is another one. */
export function shapeProblem(document: Json): string | undefined {
  return problemAt(networkDocumentJsonSchema, document, '');
}

function problemAt(schema: DocumentSchema, value: Json, path: string): string | undefined {
  if (shown(path) === 'hidden') return undefined;
  const { items } = schema;
  if (items) {
    if (!Array.isArray(value)) return path;
    const problems = value.map((item, index) => problemAt(items, item, `${path}[${index}]`));
    const first = problems.find(problem => problem !== undefined);
    // A text is shown in the list that it stands in.
    return first !== undefined && items.type === 'string' ? path : first;
  }
  const properties = propertiesOf(schema);
  if (!properties) return typeof value === schema.type ? undefined : path;
  if (!isRecord(value)) return path;
  for (const [key, field] of Object.entries(properties)) {
    const problem = Object.hasOwn(value, key)
      ? problemAt(field, value[key], join(path, key))
      : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function shown(path: string): 'own' | 'within' | 'hidden' {
  const field = path.replace(/\[\d+\]/g, '[]');
  return field === '' ? 'within' : shownAs[field as DocumentField];
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

/**
 * The place where an error of a field is to be shown: its own or that of what it is in; undefined
 * when there is none.
 */
export function placeOf(field: string, places: Set<string>): string | undefined {
  if (field === 'hub') return 'hub.cluster';
  for (let at = field; at; at = at.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, '')) {
    if (places.has(at)) return at;
  }
  return undefined;
}

/** The step that shows a place. */
export function stepOf(place: string): Step {
  if (place.startsWith('hub') || place.startsWith('spokes')) return 'members';
  if (place.startsWith('applications')) return 'applications';
  return 'basics';
}
