import {
  type CheckedStep,
  type ExposedService,
  labelsOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { connectorsOf } from '../application/connect';
import type { KubernetesObject } from '../client';
import { useOf } from '../cluster/installation';
import { networkNamespaceOf } from '../cluster/networkNamespace';
import {
  aliasesOf,
  certificateOf,
  credentialsOf,
  linkOf,
  listenersOf,
  siteOf,
} from '../skupper/objects';
import { authorityOf } from '../skupper/tlsObjects';

/** Objects that a step makes itself, on one cluster. */
export interface OwnObjects {
  cluster: string;
  objects: KubernetesObject[];
}

type Kind = CheckedStep['kind'];
type InputOf<K extends Kind> = Extract<CheckedStep, { kind: K }>;

/** In the place of what is not known before the hub is there. */
const hubOfLater = { name: 'edge', host: 'hub.invalid', port: '45671' };
const issuerOfLater = 'skupper-site-ca';
const noData = { 'tls.crt': '', 'tls.key': '', 'ca.crt': '' };

const own: {
  [K in Kind]: (input: InputOf<K>, exposed: ExposedService[], domain?: string) => OwnObjects[];
} = {
  createNetwork: ({ network, cluster }) => [
    { cluster, objects: [networkNamespaceOf(network, 'createNetwork')] },
  ],
  deployLoadBalancer: ({ network, cluster, kind }) => [
    { cluster, objects: [useOf(network, kind, 'metallb')] },
  ],
  deploySkupper: ({ network, cluster, role, tls, kind }) => [
    {
      cluster,
      objects: [
        networkNamespaceOf(network, kind),
        useOf(network, kind, 'skupper'),
        siteOf(network, { cluster, role }, labelsOf(network, { kind })),
        ...(tls ? [authorityOf(network, 1)] : []),
      ],
    },
  ],
  linkSpoke: ({ network, cluster, hub, kind }) => {
    const labels = labelsOf(network, { kind });
    return [
      { cluster: hub, objects: [certificateOf(network, cluster, issuerOfLater, labels)] },
      {
        cluster,
        objects: [
          credentialsOf(network, cluster, noData, labels),
          linkOf(network, cluster, [hubOfLater], labels),
        ],
      },
    ];
  },
  publishServices: ({ network, cluster, kind }, exposed, domain) => {
    const labels = labelsOf(network, { kind });
    return [
      {
        cluster,
        objects: [
          ...listenersOf(network, exposed, labels),
          ...aliasesOf(network, exposed, labels, domain),
        ],
      },
    ];
  },
  deployApplication: (input, exposed, domain) => {
    const { application, cluster } = input;
    const ours = exposed.filter(one => one.application === application && one.cluster === cluster);
    return [{ cluster, objects: connectorsOf(input, ours, domain) }];
  },
};

/**
 * What a step makes beside the objects of a manifest, as far as it is known before the rollout.
 *
 * @param exposed - what the servers of the plan expose
 * @param clusterDomain - of the step's own cluster; absent: the usual one
 */
export function ownObjects<K extends Kind>(
  input: InputOf<K> & { kind: K },
  exposed: ExposedService[],
  clusterDomain?: string,
): OwnObjects[] {
  return own[input.kind](input, exposed, clusterDomain);
}
