import {
  ChosenSpokes,
  ClusterInfo,
  DocumentParts,
  Network,
  ProjectLimits,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { createContext, Dispatch, useCallback, useContext } from 'react';
import { Polled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { PlacedError } from './state/placedErrors';
import { RequestAction, RequestState } from './state/requestState';

/** What the parts of the form share. */
export interface RequestForm {
  state: RequestState;
  /** The document of the state, as the form sees it. */
  document: DocumentParts;
  /** The same with the clusters that its selectors choose; absent: not known (yet). */
  chosen?: ChosenSpokes;
  dispatch: Dispatch<RequestAction>;
  /** Everything that the browser finds wrong, whether it is told already or not. */
  errors: PlacedError[];
  /** What is told, also of what the server refused. */
  due: PlacedError[];
  /** What is told, as text by place. */
  told: ReadonlyMap<string, string>;
  clusters: Polled<ClusterInfo[]>;
  networks: Polled<Network[]>;
  /** What the project may do; absent: not known (yet). */
  limits?: ProjectLimits;
}

/** Holds the form for its parts. */
export const RequestContext = createContext<RequestForm | undefined>(undefined);

/** The form that this component is a part of. */
export function useRequest(): RequestForm {
  const form = useContext(RequestContext);
  if (!form) throw new Error('useRequest is for parts of the request form');
  return form;
}

/** What is told at a place of the form; undefined when nothing is wrong there. */
export function useErrorAt(place: string): string | undefined {
  return useRequest().told.get(place);
}

/** Makes a hint that ends with what the project may choose, as far as that is known. */
export function useAllowedHint(): (hint: string, allowed: readonly string[] | undefined) => string {
  const t = useTexts();
  return useCallback(
    (hint, allowed) =>
      allowed?.length ? `${hint} ${t('request.allowed', { what: someOf(allowed) })}` : hint,
    [t],
  );
}
