import { FormDocument } from './formDocument';

/** The steps of the form, in their order. */
export const steps = ['basics', 'members', 'applications', 'review'] as const;

/** One of the steps. */
export type Step = (typeof steps)[number];

/** All fields that have a place in the form, for what is in the document now. */
export function placesIn(document: FormDocument): Set<string> {
  const { hub, spokes = [], applications = [] } = document;
  const list = (field: string, items: unknown[] = []) => [
    field,
    ...items.map((_, index) => `${field}[${index}]`),
  ];
  return new Set([
    'project',
    'name',
    'description',
    'hub.cluster',
    ...list('hub.loadBalancer.addresses', hub?.loadBalancer?.addresses),
    ...list('hub.loadBalancer.allowedSources', hub?.loadBalancer?.allowedSources),
    ...list('spokes', spokes),
    'applications',
    ...applications.flatMap(({ source }, index) => {
      const field = `applications[${index}]`;
      return [
        field,
        `${field}.name`,
        `${field}.clusters`,
        `${field}.namespace`,
        `${field}.expose`,
        `${field}.source`,
        ...(source?.kind === 'manifests' ? [`${field}.source.url`] : []),
        ...(source?.kind === 'existing' ? list(`${field}.source.services`, source.services) : []),
      ];
    }),
  ]);
}

/** The place where an error of a field is to be shown: its own or that of what it is in; undefined when there is none. */
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
