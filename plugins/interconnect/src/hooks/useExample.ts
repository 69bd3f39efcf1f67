import { configApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { requestRouteRef } from '../routes';
import { useMayRequest } from './useMay';

/** The network that the portal has as an example. */
export interface Example {
  project: string;
  network: string;
  /** The form, filled in with it, at its review. */
  href: string;
}

/** Undefined when there is none (`interconnect.example`), or the person may not ask for it. */
export function useExample(): Example | undefined {
  const config = useApi(configApiRef).getOptionalConfig('interconnect.example');
  const request = useRouteRef(requestRouteRef);
  const project = config?.getString('project') ?? '';
  const { allowed } = useMayRequest(project, undefined);
  if (!config || !allowed) return undefined;
  const network = config.getString('network');
  const document = JSON.stringify(config.get('document'));
  const query = new URLSearchParams({ project, network, document, step: 'review' });
  return { project, network, href: `${request()}?${query}` };
}
