import { createHash } from 'node:crypto';
import { Site } from '../../api/types';
import { KubeObject } from '../../../kube/types';
import { ownedBy } from './owners';

/** Images of the router's pod. */
export interface RouterImages {
  router: string;
  kubeAdaptor: string;
}

const NAME = 'skupper-router';
const LABELS = {
  'app.kubernetes.io/name': NAME,
  'app.kubernetes.io/part-of': 'skupper',
  application: NAME,
  'skupper.io/component': 'router',
  'skupper.io/type': 'site',
};
const MOUNTS = [
  { mountPath: '/etc/skupper-router-certs', name: 'skupper-router-certs' },
  { mountPath: '/etc/skupper-router-proxies', name: 'skupper-router-proxies' },
];
const SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
};

/**
 * The Deployment of a site's router: the router itself, and the adaptor that speaks with the API
 * server for it.
 */
export function routerDeployment(site: Site, images: RouterImages): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: NAME,
      namespace: site.metadata.namespace,
      labels: LABELS,
      ownerReferences: ownedBy(site),
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { 'skupper.io/component': 'router' } },
      template: {
        metadata: {
          annotations: {
            'prometheus.io/port': '9090',
            'prometheus.io/scrape': 'true',
            'skupper.io/config-digest': configDigest(site),
          },
          labels: { ...LABELS, 'skupper.io/group': NAME },
        },
        spec: {
          serviceAccountName: site.spec?.serviceAccount || NAME,
          securityContext: { runAsNonRoot: true },
          initContainers: [
            container('config-init', images.kubeAdaptor, {
              command: ['/app/kube-adaptor', '-init'],
              env: [{ name: 'SKUPPER_ROUTER_CONFIG', value: NAME }],
            }),
          ],
          containers: [routerContainer(site, images.router), adaptor(site, images.kubeAdaptor)],
          volumes: MOUNTS.map(mount => ({ emptyDir: {}, name: mount.name })),
        },
      },
    },
  };
}

/** Changes when the router must be started anew. */
function configDigest(site: Site): string {
  const settings = site.spec?.settings ?? {};
  return createHash('sha256')
    .update(site.spec?.edge ? 'edge' : 'interior')
    .update(settings['router-data-connection-count'] ?? '')
    .update(settings['router-logging'] ?? '')
    .digest('hex');
}

function container(name: string, image: string, more: object) {
  return {
    name,
    image,
    imagePullPolicy: 'Always',
    securityContext: SECURITY,
    volumeMounts: MOUNTS,
    ...more,
  };
}

function routerContainer(site: Site, image: string) {
  const ports = [
    ['amqps', 5671],
    ['http', 9090],
    ['inter-router', 55671],
    ['edge', 45671],
  ];
  return container('router', image, {
    env: [
      { name: 'QDROUTERD_CONF', value: '/etc/skupper-router-certs/skrouterd.json' },
      { name: 'QDROUTERD_CONF_TYPE', value: 'json' },
      { name: 'SKUPPER_SITE_ID', value: site.metadata.uid },
    ],
    ports: ports.map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' })),
    readinessProbe: health(9090, 1),
    livenessProbe: health(9090, 60),
  });
}

function adaptor(site: Site, image: string) {
  return container('kube-adaptor', image, {
    env: [
      {
        name: 'SKUPPER_NAMESPACE',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
      },
      { name: 'SKUPPER_SITE_ID', value: site.metadata.uid },
      { name: 'SKUPPER_SITE_NAME', value: site.metadata.name },
      { name: 'SKUPPER_ROUTER_CONFIG', value: NAME },
      { name: 'SKUPPER_ROUTER_DEPLOYMENT', value: NAME },
    ],
    ports: [{ name: 'metrics', containerPort: 9000, protocol: 'TCP' }],
    readinessProbe: health(9191, 1),
  });
}

function health(port: number, initialDelaySeconds: number) {
  return { httpGet: { path: '/healthz', port }, initialDelaySeconds };
}
