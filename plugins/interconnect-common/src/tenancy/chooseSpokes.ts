import { ClusterInfo } from '../cluster/types';
import { DesiredNetwork, SpokeSelection, writtenDocument } from '../document/DesiredNetwork';
import { FieldError } from '../document/errors';
import { NetworkDocument, ResolvedDocument } from '../document/schema';
import { strangerErrors } from '../document/semantics';
import { someOf } from '../text/plainText';
import { mayUseCluster } from './clusters';
import { ProjectLimits } from './types';

/** A document with the names of all its spokes. @public */
export interface ChosenSpokes {
  document: ResolvedDocument;
  /** Absent: no spoke has a selector. */
  selection?: SpokeSelection;
  /** At the fields of the document as it is written. */
  errors: FieldError[];
}

/**
 * Puts the clusters that selectors choose in their place: those with all of their labels that the
 * project may use as spokes, but the hub. A cluster that is named and chosen, or chosen twice, is
 * one member. A selector that chooses nothing is an error.
 *
 * @param before - of the same document: what a selector without `follow` chose then stays
 * @public
 */
export function chooseSpokes(
  limits: ProjectLimits,
  document: NetworkDocument,
  clusters: readonly ClusterInfo[],
  before?: SpokeSelection,
): ChosenSpokes {
  const { hub, spokes = [] } = document;
  if (spokes.every(({ selector }) => selector === undefined)) {
    return { document: document as ResolvedDocument, errors: [] };
  }
  const usable = clusters
    .filter(cluster => cluster.name !== hub?.cluster && mayUseCluster(limits, cluster, 'spoke'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const chosen = spokes.map(({ cluster, selector = {}, follow }, index) => {
    if (cluster !== undefined) return [cluster];
    if (before && !follow) return before.clusters[index];
    return usable.filter(one => hasLabels(one, selector)).map(({ name }) => name);
  });
  const names = [...new Set(chosen.flat())];
  const resolved = { ...document, spokes: names.map(cluster => ({ cluster })) };
  return {
    document: resolved,
    selection: { spokes, clusters: chosen },
    errors: [
      ...spokes.flatMap(({ selector }, index) =>
        selector && chosen[index].length === 0 ? [nothingChosen(index, selector, usable)] : [],
      ),
      ...strangerErrors(resolved),
    ],
  };
}

function hasLabels({ labels = {} }: ClusterInfo, selector: Record<string, string>): boolean {
  return Object.entries(selector).every(
    ([label, value]) => Object.hasOwn(labels, label) && labels[label] === value,
  );
}

function nothingChosen(
  index: number,
  selector: Record<string, string>,
  usable: readonly ClusterInfo[],
): FieldError {
  const there = new Set(usable.flatMap(({ labels = {} }) => Object.entries(labels).map(pair)));
  return {
    field: `spokes[${index}].selector`,
    message: `no cluster that the project may use as a spoke has ${labelsText(selector)}`,
    accepted: there.size > 0 ? `labels of such clusters: ${someOf([...there].sort())}` : 'none',
  };
}

/** "region: eu, tier: edge". @public */
export function labelsText(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector).map(pair).join(', ');
}

function pair([label, value]: [string, string]): string {
  return `${label}: ${value}`;
}

/** What a selector has chosen. @public */
export interface ChosenSelector {
  selector: Record<string, string>;
  follow?: boolean;
  /** Names, in their order. */
  clusters: string[];
}

/** The selectors among the spokes, with what each has chosen. @public */
export function chosenSelectors(selection: SpokeSelection | undefined): ChosenSelector[] {
  return (selection?.spokes ?? []).flatMap(({ selector, follow }, index) =>
    selector ? [{ selector, ...(follow && { follow }), clusters: selection!.clusters[index] }] : [],
  );
}

/** A selector of a network, with what it would choose otherwise by now. @public */
export interface NetworkSelector extends ChosenSelector {
  /** Clusters that it would choose and has not; absent: none. */
  joining?: string[];
  /** Clusters that it has chosen and would not; absent: none. */
  leaving?: string[];
}

/**
 * The selectors of a network, beside what they would choose among these clusters; undefined: nobody
 * knows that at the moment. @public
 */
export function networkSelectors(
  limits: ProjectLimits,
  desired: Pick<DesiredNetwork, 'document' | 'selection'>,
  clusters: readonly ClusterInfo[] | undefined,
): NetworkSelector[] {
  if (!desired.selection) return [];
  if (!clusters) return chosenSelectors(desired.selection);
  const now = chosenSelectors(chooseSpokes(limits, writtenDocument(desired), clusters).selection);
  return chosenSelectors(desired.selection).map((before, index) => {
    const joining = without(now[index].clusters, before.clusters);
    const leaving = without(before.clusters, now[index].clusters);
    return {
      ...before,
      ...(joining.length > 0 && { joining }),
      ...(leaving.length > 0 && { leaving }),
    };
  });
}

function without(names: string[], others: string[]): string[] {
  const known = new Set(others);
  return names.filter(name => !known.has(name));
}

/**
 * A field of the document with all names as a field of the document as it is written: what is wrong
 * with a chosen cluster is wrong with the selector. @public
 */
export function writtenField(field: string, selection: SpokeSelection | undefined): string {
  const [, at] = /^spokes\[(\d+)\]\.cluster$/.exec(field) ?? [];
  if (!selection || at === undefined) return field;
  const name = [...new Set(selection.clusters.flat())][Number(at)];
  const index = selection.clusters.findIndex(names => names.includes(name));
  return selection.spokes[index]?.selector
    ? `spokes[${index}].selector`
    : `spokes[${index}].cluster`;
}
