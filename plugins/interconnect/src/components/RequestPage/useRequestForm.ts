import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo, useReducer } from 'react';
import { useClusters, useLimits, useNetworks } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { textsByPlace } from './errorText';
import { RequestForm } from './RequestContext';
import { checkRequest } from './state/checkRequest';
import { formDocumentOf } from './state/formDocument';
import { isDue, placed } from './state/placedErrors';
import { requestReducer, RequestState } from './state/requestState';
import { useMayRequest } from '../../hooks/useMay';

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
