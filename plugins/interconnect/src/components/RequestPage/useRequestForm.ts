import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { RefObject, useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { useClusters, useLimits, useNetworks } from '../../hooks/queries';
import { useMayRequest } from '../../hooks/useMay';
import { Texts, useTexts } from '../../hooks/useTexts';
import { RequestForm } from './RequestContext';
import { checkRequest } from './state/checkRequest';
import { Draft, draftOf } from './state/draft';
import { dropDraft, loadDraft, saveDraft } from './state/draftStore';
import { chosenDocument, formDocumentOf } from './state/formDocument';
import { isDue, placed, PlacedError } from './state/placedErrors';
import { requestReducer, RequestState } from './state/requestState';

/** The state of the form with everything that follows from it. */
export function useRequestForm(initial: RequestState): RequestForm {
  const [state, dispatch] = useReducer(requestReducer, initial);
  const clusters = useClusters();
  const networks = useNetworks();
  const { project, name, etag, document } = state;
  const limits = useLimits(project);
  const t = useTexts();
  const existing = etag === undefined ? undefined : { project, network: name };
  const { missing, permission } = useMayRequest(project, existing);

  const found = useMemo(() => {
    const surroundings = { clusters: clusters.value, networks: networks.value, limits };
    const errors = checkRequest({ project, name, etag, document }, surroundings);
    if (missing)
      errors.push({ field: 'project', message: t('permission.missing', { permission }) });
    return errors;
  }, [
    t,
    project,
    name,
    etag,
    document,
    clusters.value,
    networks.value,
    limits,
    missing,
    permission,
  ]);

  const chosen = useMemo(
    () => chosenDocument(formDocumentOf(document), { clusters: clusters.value, limits }),
    [document, clusters.value, limits],
  );

  return useMemo(() => {
    const all = placed(distinct([...found, ...state.refused]), state.document);
    const due = all.filter(error => isDue(error, state));
    return {
      state,
      document: formDocumentOf(state.document),
      ...(chosen && { chosen }),
      dispatch,
      errors: placed(found, state.document),
      due,
      told: textsByPlace(t, due),
      clusters,
      networks,
      limits,
    };
  }, [t, state, chosen, found, clusters, networks, limits]);
}

/** What both the browser and the server have found is told once. */
function distinct(errors: FieldError[]): FieldError[] {
  return [
    ...new Map(errors.map(error => [`${error.field}: ${error.message}`, error] as const)).values(),
  ];
}

const focusable = 'input, textarea, select, button, a[href]';

/**
 * Gives the focus to what the state says: a place of the form, the summary of errors, or else the
 * heading of the step.
 */
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

/** What is wrong, as it stands beside a field: "Is missing. Accepted: …". */
export function errorText(t: Texts, { message, accepted }: FieldError): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return accepted ? t('request.error', { message: sentence, accepted }) : sentence;
}

/** All that is wrong at each place. */
function textsByPlace(t: Texts, errors: PlacedError[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const error of errors) {
    if (error.place === undefined) continue;
    const before = texts.get(error.place);
    const text = errorText(t, error);
    texts.set(error.place, before === undefined ? text : `${before}. ${text}`);
  }
  return texts;
}

/** How long after the last change it is kept, in ms. */
const pauseMs = 400;

/** A draft that was found, and what can be done with it. */
export interface Drafts {
  /** What was kept before; until it is restored or discarded. */
  offered?: Draft;
  /** Whether the last change is kept. */
  kept: boolean;
  /** The offer was decided on: from now on changes are kept. `discard`: removes what was kept. */
  settle(options: { discard: boolean }): void;
}

/** Keeps the request in the browser while it is written, and offers what was kept before. */
export function useDraft(key: string, state: RequestState): Drafts {
  const [offered, setOffered] = useState(() => loadDraft(key));
  const [kept, setKept] = useState(false);
  const { project, name, etag, document, base, changed } = state;

  useEffect(() => {
    if (!changed || offered) return undefined;
    const timer = setTimeout(() => {
      const draft = draftOf({ project, name, etag, document, base }, new Date().toISOString());
      setKept(saveDraft(key, draft));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [key, project, name, etag, document, base, changed, offered]);

  const settle = useCallback(
    ({ discard }: { discard: boolean }) => {
      setOffered(undefined);
      if (discard) dropDraft(key);
    },
    [key],
  );
  return { ...(offered && { offered }), kept, settle };
}
