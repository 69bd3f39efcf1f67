import {
  ApplicationSource,
  ChosenSpokes,
  chooseSpokes,
  ClusterInfo,
  DocumentParts,
  NetworkDocument,
  ProjectLimits,
  SpokeEntry,
  SpokeMember,
} from '@interconnect/backstage-plugin-interconnect-common';
import { JsonObject } from './json';

/** An application while it is written. */
export type FormApplication = NonNullable<DocumentParts['applications']>[number];

/**
 * What the form can show of a document that `shapeProblem` has nothing against. The document itself
 * may have more than that.
 */
export function formDocumentOf(document: JsonObject): DocumentParts {
  return document as DocumentParts;
}

/** What applications still have of clusters that are members no more. */
export interface FormerMembers {
  clusters: string[];
  /** Names of the applications that run there. */
  applications: string[];
  /** Those of them that run on no member. */
  nowhere: string[];
  /** The applications without these clusters, and without those that run nowhere then. */
  rest: FormApplication[];
}

/** Undefined when all applications run on members only. */
export function formerMembers({
  hub,
  spokes = [],
  applications = [],
}: Pick<DocumentParts, 'hub' | 'spokes' | 'applications'>): FormerMembers | undefined {
  const members = new Set([hub?.cluster, ...spokes.map(({ cluster }) => cluster)]);
  const isGone = (cluster: string) => !members.has(cluster);
  const concerned = applications.filter(({ clusters }) => clusters?.some(isGone));
  if (concerned.length === 0) return undefined;
  const names = (some: FormApplication[]) => some.map(({ name = '' }) => name);
  return {
    clusters: [...new Set(concerned.flatMap(({ clusters = [] }) => clusters.filter(isGone)))],
    applications: names(concerned),
    nowhere: names(concerned.filter(({ clusters }) => clusters?.every(isGone))),
    rest: applications
      .filter(application => !application.clusters?.length || !application.clusters.every(isGone))
      .map(application => ({
        ...application,
        clusters: application.clusters?.filter(cluster => !isGone(cluster)),
      })),
  };
}

/** What has to be there before anything is asked for. */
export const emptyDocument: JsonObject = { type: 'application-mesh' };

/**
 * The document with the clusters that selectors choose, and what is wrong with these; undefined
 * where that is not known (yet).
 */
export function chosenDocument(
  document: DocumentParts,
  { clusters, limits }: { clusters?: ClusterInfo[]; limits?: ProjectLimits },
): ChosenSpokes | undefined {
  // Each at its own index, also one that is not chosen yet.
  const spokes = document.spokes?.map(({ cluster = '', selector, follow }) =>
    selector ? { selector, ...(follow && { follow }) } : { cluster },
  );
  const written = { ...completed(document), ...(spokes && { spokes }) };
  if (limits && clusters) return chooseSpokes(limits, written, clusters);
  return areNamed(spokes) ? { document: { ...written, spokes }, errors: [] } : undefined;
}

function areNamed(spokes: SpokeEntry[] | undefined): spokes is SpokeMember[] | undefined {
  return spokes?.every(({ cluster }) => cluster !== undefined) ?? true;
}

/**
 * The document with nothing missing that the checks of documents rely on; incomplete parts are
 * empty.
 */
export function completed(document: DocumentParts): NetworkDocument {
  const { hub, spokes = [], applications = [] } = document;
  return {
    ...document,
    type: 'application-mesh',
    hub: hub && { ...hub, cluster: hub.cluster ?? '' },
    spokes: spokes.filter(({ cluster, selector }) => cluster || selector),
    applications: applications.map(
      ({ name = '', clusters = [], namespace = '', source, ...application }) => ({
        ...application,
        name,
        clusters,
        namespace,
        source: completedSource(source),
      }),
    ),
  };
}

/** Of a kind that is not known the checks of the shape tell. */
function completedSource({
  kind,
  services = [],
  url = '',
  chart = '',
  repository,
}: NonNullable<FormApplication['source']> = {}): ApplicationSource {
  if (kind === 'existing') return { kind, services };
  if (kind === 'helm') return { kind, chart, ...(repository && { repository }) };
  return { kind: 'manifests', url };
}
