import { FieldError } from '../../document/errors';
import { ResolvedDocument } from '../../document/schema';
import { defaultRules, limitsOf } from '../limitsOf';
import { TenancyRequest, tenancyErrors } from '../tenancyErrors';
import { Limits } from '../types';

/** What project `edge-shop` may do, if the configuration says this for all. */
export function edgeShop(limits: Partial<Limits> = {}) {
  const defaults = { ...defaultRules.defaults, ...limits };
  return limitsOf({ ...defaultRules, defaults, contact: 'the platform team' }, 'edge-shop');
}

/** A network that project `edge-shop` may have without any configuration. */
export function allowed(changes: Partial<ResolvedDocument> = {}): ResolvedDocument {
  return {
    type: 'application-mesh',
    hub: {
      cluster: 'cluster-1',
      loadBalancer: { addresses: ['10.0.0.10-10.0.0.50'], allowedSources: ['10.0.0.0/8'] },
    },
    spokes: [{ cluster: 'cluster-2' }],
    applications: [
      {
        name: 'web',
        clusters: ['cluster-1'],
        namespace: 'edge-shop',
        source: { kind: 'manifests', url: './examples/web.yaml' },
      },
    ],
    ...changes,
  };
}

/** What of it project `edge-shop` may not do. */
export function errorsOf(
  limits: Partial<Limits>,
  changes: Partial<ResolvedDocument>,
  known: Omit<TenancyRequest, 'document'> = {},
): FieldError[] {
  return tenancyErrors(edgeShop(limits), { document: allowed(changes), ...known });
}

/** The rule that a refusal names: who can change it stands there too. */
export const rule = (key: string) =>
  `(by the rule interconnect.tenancy.defaults.${key}, which the platform team can change)`;
