import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { RefObject, useEffect, useMemo, useReducer } from 'react';
import { useClusters, useLimits, useNetworks } from '../../hooks/queries';
import { useMayRequest } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { textsByPlace } from './errorText';
import { RequestForm } from './RequestContext';
import { checkRequest } from './state/checkRequest';
import { formDocumentOf } from './state/formDocument';
import { isDue, placed } from './state/placedErrors';
import { requestReducer, RequestState } from './state/requestState';

/** The state of the form with everything that follows from it. */
export function useRequestForm(initial: RequestState): RequestForm {
  const [state, dispatch] = useReducer(requestReducer, initial);
  const clusters = useClusters();
  const networks = useNetworks();
  const { project, name, etag, document, refused } = state;
  const limits = useLimits(project);
  const t = useTexts();
  const existing = etag === undefined ? undefined : { project, network: name };
  const { missing, permission } = useMayRequest(project, existing);

  const errors = useMemo(() => {
    const surroundings = { clusters: clusters.value, networks: networks.value, limits };
    const found = checkRequest({ project, name, etag, document }, surroundings);
    if (missing) found.push({ field: 'project', message: t('permission.missing', { permission }) });
    return placed(distinct([...found, ...refused]), document);
  }, [
    t,
    project,
    name,
    etag,
    document,
    refused,
    clusters.value,
    networks.value,
    limits,
    missing,
    permission,
  ]);

  return useMemo(() => {
    const due = errors.filter(error => isDue(error, state));
    return {
      state,
      document: formDocumentOf(state.document),
      dispatch,
      errors,
      due,
      told: textsByPlace(t, due),
      clusters,
      networks,
      limits,
    };
  }, [t, state, errors, clusters, networks, limits]);
}

/** What both the browser and the server have found is told once. */
function distinct(errors: FieldError[]): FieldError[] {
  return [
    ...new Map(errors.map(error => [`${error.field}: ${error.message}`, error] as const)).values(),
  ];
}

const focusable = 'input, textarea, select, button, a[href]';

/** Gives the focus to what the state says: a place of the form, the summary of errors, or else the heading of the step. */
export function useFocus(root: RefObject<HTMLElement>, focus: RequestState['focus']): void {
  useEffect(() => {
    if (!focus || !root.current) return;
    const { place } = focus;
    const heading = root.current.querySelector<HTMLElement>('h3');
    const target = place === undefined ? heading : (firstIn(root.current, place) ?? heading);
    target?.focus();
  }, [root, focus]);
}

function firstIn(root: HTMLElement, place: string): HTMLElement | undefined {
  const holders = [...root.querySelectorAll<HTMLElement>('[data-place]')];
  const holder = holders.find(({ dataset }) => dataset.place === place);
  if (place === 'summary') return holder?.querySelector<HTMLElement>('[role="alert"]') ?? undefined;
  return [...(holder?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(
    element => element.tabIndex >= 0 && !element.closest('[aria-hidden="true"]'),
  );
}
