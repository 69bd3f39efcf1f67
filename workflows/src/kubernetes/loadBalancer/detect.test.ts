import { isMetallb } from './detect';

const deployment = (labels: Record<string, string>, image = 'registry.example/any:1') => ({
  metadata: { name: 'controller', namespace: 'anywhere' },
  spec: { template: { metadata: { labels }, spec: { containers: [{ image }] } } },
});
const chart = (component: string, name = 'metallb') => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/component': component,
});

it.each([
  ["by the labels of MetalLB's manifests", deployment({ app: 'metallb', component: 'controller' })],
  ['by those of its chart', deployment(chart('controller'))],
  [
    "by those of OpenShift's operator, whose image has another name",
    deployment(
      { app: 'metallb', component: 'controller' },
      'registry.redhat.io/openshift4/metallb-rhel9@sha256:00',
    ),
  ],
  [
    'by labels of the Deployment alone',
    { ...deployment({}), metadata: { name: 'c', labels: chart('controller') } },
  ],
  ['by its image', deployment({}, 'quay.io/metallb/controller:v0.15.2')],
  [
    'by an image of a mirror',
    deployment({}, 'registry.example/mirror/metallb-controller@sha256:00'),
  ],
])('MetalLB is recognised %s', (_, found) => {
  expect(isMetallb(found)).toBe(true);
});

it.each([
  ['its speaker', deployment({ app: 'metallb', component: 'speaker' })],
  ["its operator's webhook", deployment({ app: 'metallb', component: 'webhook-server' })],
  ['its operator', deployment(chart('operator', 'metallb-operator'))],
  ['another controller', deployment(chart('controller', 'ingress-nginx'))],
  ['something without labels', { metadata: { name: 'controller' } }],
])('%s is not taken for it', (_, other) => {
  expect(isMetallb(other)).toBe(false);
});
