import { doubts, neverPods } from './podVariants';
import { emptyFields, readings } from './readingVariants';
import { and, prefix, to, type Variant } from './variant';

const ofPorts = (ports: string) => to(/ports:[^]*$/, `ports: ${ports}\n`);
const job = (annotations: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: wipe, annotations: { ${annotations} } }\n`;

const exposing: Variant[] = [
  ...[
    [`${prefix}/exposed-service`, 'expose-service'],
    [`${prefix}/expose_service`, 'expose-service'],
    [`${prefix}/Expose-Service`, 'expose-service'],
    ['network.app.edge-orchestrator.intel.co/expose-service', 'expose-service'],
    [`${prefix}/exposed-ports`, 'expose-ports'],
  ].map(([key, meant]) => ({
    of: 'port-name-as-port',
    what: `the annotation ${key}`,
    change: (text: string) =>
      text
        .replace('port: http', 'port: 80')
        .replace(`${prefix}/expose-service: 'true'`, `${key}: 'true'`),
    refused: [new RegExp(`is not known \\(accepted: ${prefix}/${meant}\\)$`)],
  })),
  ...['true', 'yes', '"True"'].map(value => ({
    of: 'named-as-router',
    what: `expose-service: ${value}`,
    change: (text: string) => text.replaceAll('skupper-router', 'router').replace("'true'", value),
    refused: [/expose-service is .*\(accepted: (a text, in quotes|"true" or "false".*)\)$/],
  })),
  {
    of: 'udp-beside-tcp',
    what: 'SCTP beside TCP',
    change: to('protocol: UDP', 'protocol: SCTP'),
    warned: [/of Service dns, 53\/SCTP is not carried/],
  },
  {
    of: 'udp-beside-tcp',
    what: 'a port of UDP alone beside others',
    change: to('port: 53\n      protocol: UDP', 'port: 54\n      protocol: UDP'),
    refused: [/spec\.ports has 54\/UDP, and only TCP can be exposed/],
  },
  {
    of: 'no-service',
    what: 'a Service that is not annotated',
    change: and(
      'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 1 }] }',
    ),
    refused: [/none of its Services \(a\) has the annotation/],
  },
  {
    of: 'no-service',
    what: 'the annotation on the Deployment',
    change: to('metadata:\n', `metadata:\n  annotations: { ${prefix}/expose-service: "true" }\n`),
    refused: [/Deployment payment-processor: .* has no effect here \(accepted: metadata\.annota/],
  },
  {
    of: 'named-as-router',
    what: "the router's other Service",
    change: text => text.replaceAll('skupper-router', 'skupper-router-local'),
    refused: [/Service skupper-router-local: metadata\.name is the name of a Service that Skup/],
  },
];

const hooks: Variant[] = [
  ['helm.sh/hook: "pre-install,post-upgrade"', /is a hook of Helm \(pre-install, post-upgrade\)/],
  ['argocd.argoproj.io/hook: PreDelete', /is a hook of Argo CD \(PreDelete\)/],
  ['argocd.argoproj.io/hook: Skip', /is a hook of Argo CD \(Skip\)/],
].map(([annotation, refusal]) => ({
  of: 'two-json-objects',
  what: `${annotation}`,
  change: () => job(`${annotation}`),
  refused: [refusal],
}));

const kinds: Variant[] = [
  ['apps/v1', 'Deployments', /\(accepted: Deployment\)$/],
  ['v1', 'Deployment', /core API \(v1\) \(accepted: Deployment, with an apiVersion of apps\)$/],
  ['app/v1', 'Deployment', /no kind of app \(app\/v1\) \(accepted: Deployment, with an apiV/],
  ['extensions/v1beta1', 'Deployment', /no kind of extensions .*with an apiVersion of apps\)$/],
  ['networking.k8s.oi/v1', 'Ingress', /no kind of .*with an apiVersion of networking\.k8s\.io\)$/],
  ['apps/v1', 'Service', /accepted: Service, with an apiVersion of the core API \(v1\)\)$/],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization', /what kubectl kustomize prints\)$/],
].map(([apiVersion, kind, refusal]) => ({
  of: 'misspelled-kind',
  what: `${apiVersion} ${kind}`,
  change: to(/apiVersion: apps\/v1\nkind: deployment/, `apiVersion: ${apiVersion}\nkind: ${kind}`),
  refused: [refusal],
}));

const shapes: Variant[] = [
  ['[]', /spec\.ports is empty/],
  ['null', /spec\.ports is missing/],
  ['[null]', /spec\.ports\[0\] is empty/],
  ['[80]', /spec\.ports\[0\] is a number/],
  ['"80"', /spec\.ports is a text of 2 characters/],
  ['[{ port: 0 }]', /spec\.ports\[0\]\.port is a number \(accepted: a whole number from 1 to/],
  ['[{ port: 808080 }]', /spec\.ports\[0\]\.port is a number/],
  ['[{ port: 80.5 }]', /spec\.ports\[0\]\.port is a number/],
  ['[{ port: "${PORT}" }]', /spec\.ports\[0\]\.port is a text of 7 characters/],
  ['[{ port: 80, protocol: tcp }]', /protocol is 'tcp' \(accepted: TCP, UDP or SCTP\)$/],
  ['[{ port: 80, targetPort: "8080" }]', /targetPort is a text of 4 characters/],
  ['[{ port: 80, name: a }, { port: 80, name: b }]', /spec\.ports\[1\] is 80\/TCP, as/],
].map(([ports, refusal]) => ({
  of: 'ports-as-map',
  what: `ports: ${ports}`,
  change: ofPorts(`${ports}`),
  refused: [refusal],
}));

const files: Variant[] = [
  {
    of: 'two-json-objects',
    what: 'three, on one line',
    change: text => text.replace(/\s*\n\s*/g, ' ') + JSON.stringify({ kind: 'List', items: [] }),
    addresses: ['http://api.interconnect.svc.cluster.local:80'],
  },
  {
    of: 'two-json-objects',
    what: 'a byte order mark and the ends of lines of Windows',
    change: text => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    addresses: ['http://api.interconnect.svc.cluster.local:80'],
  },
  ...['# nothing\n', '---\n---\n', 'apiVersion: v1\nkind: List\n'].map(text => ({
    of: 'empty-list',
    what: JSON.stringify(text),
    change: () => text,
    refused: [/holds no object/],
  })),
  {
    of: 'empty-list',
    what: 'an item that is empty',
    change: to('items: []', 'items: [null]'),
    refused: [/items\[0\]: is empty \(accepted: a Kubernetes object\)/],
  },
  {
    of: 'ports-as-map',
    what: 'a template that was not rendered',
    change: to('port: 80', 'port: {{ .Values.port }}'),
    refused: [/spec\.ports is an object/, /line 29: is a template of Helm that was not rendered/],
  },
  {
    of: 'shared-object',
    what: 'the same Deployment',
    file: 'pay.yaml',
    change: text =>
      text.replaceAll('name: shop', 'name: till').replaceAll('name: pay', 'name: cart'),
    refused: [/exposes the Service 'cart'/, /Deployment cart.*Service cart of application 'pay'/],
  },
];

/** Neighbours of the cases: each is a change of a manifest. */
export const variants: Variant[] = [
  ...exposing,
  ...hooks,
  ...kinds,
  ...shapes,
  ...files,
  ...emptyFields,
  ...readings,
  ...neverPods,
  ...doubts,
];
