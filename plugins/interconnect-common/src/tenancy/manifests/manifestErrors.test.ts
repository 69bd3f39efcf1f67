import { parseManifests } from '../../document/manifests';
import { errorsOf, rule } from '../__testUtils__/tenancy';
import { Limits } from '../types';

/** Stands wherever the file chooses a text: none of it may be told. */
/** What cannot be made a text. */
const noText = { toString: 1, valueOf: 1 };
const secret = 'marker7f3a9';

type Json = Record<string, unknown>;

const object = (apiVersion: string, kind: string, more: Json = {}): Json => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  ...more,
});

function refusals(limits: Partial<Limits>, ...objects: Json[]): string[] {
  const text = objects.map(one => JSON.stringify(one)).join('\n---\n');
  const context = { application: 'web', namespace: 'edge-shop', url: 'web.yaml', field: 'source' };
  const manifest = { field: 'source', url: 'web.yaml', objects: parseManifests(text, context) };
  const errors = errorsOf(limits, {}, { manifests: [manifest] });
  expect(errors.every(({ field }) => field === 'source')).toBe(true);
  expect(JSON.stringify(errors)).not.toContain(secret);
  return errors.map(({ message }) => message);
}

const always = '(no configuration can allow it)';

/** Every way to make pods, with where the specification of the pod stands. */
const podMakers: [string, string, string, (spec: Json) => Json][] = [
  ['v1', 'Pod', 'spec', spec => ({ spec })],
  ['v1', 'PodTemplate', 'template.spec', spec => ({ template: { spec } })],
  ['v1', 'ReplicationController', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  ['apps/v1', 'ReplicaSet', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  ['apps/v1', 'Deployment', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  ['apps/v1', 'StatefulSet', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  ['apps/v1', 'DaemonSet', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  ['batch/v1', 'Job', 'spec.template.spec', spec => ({ spec: { template: { spec } } })],
  [
    'batch/v1',
    'CronJob',
    'spec.jobTemplate.spec.template.spec',
    spec => ({ spec: { jobTemplate: { spec: { template: { spec } } } } }),
  ],
  ['example.com/v1', 'Mesh', 'spec.….spec', spec => ({ spec: { [secret]: { spec } } })],
];

const container = { name: secret, image: secret };
const pod = (spec: Json = {}): Json => ({ containers: [container], ...spec });
const inContainer = (list: string, fields: Json): Json =>
  list === 'containers'
    ? { containers: [{ ...container, ...fields }] }
    : pod({ [list]: [{ ...container, ...fields }] });

/** Fields of a pod, with values that are refused. */
const podFields: [string, Json][] = [
  ['hostNetwork', { hostNetwork: true }],
  ['hostPID', { hostPID: true }],
  ['hostIPC', { hostIPC: true }],
  ['hostNetwork', { hostNetwork: secret }],
  ['serviceAccountName', { serviceAccountName: secret }],
  ['serviceAccount', { serviceAccount: secret }],
  ['serviceAccountName', { serviceAccountName: noText }],
  ['securityContext.sysctls[0]', { securityContext: { sysctls: [{ name: noText }] } }],
  [
    'securityContext.seLinuxOptions.type',
    { securityContext: { seLinuxOptions: { type: noText } } },
  ],
  [
    'volumes[1].hostPath',
    { volumes: [{ name: 'a', emptyDir: {} }, { hostPath: { path: secret } }] },
  ],
  [
    'volumes[0].projected.sources[1].serviceAccountToken.audience',
    {
      volumes: [
        {
          projected: {
            sources: [
              { configMap: {} },
              { serviceAccountToken: { audience: secret, path: 'token' } },
            ],
          },
        },
      ],
    },
  ],
  [
    'securityContext.windowsOptions.hostProcess',
    { securityContext: { windowsOptions: { hostProcess: true } } },
  ],
  ['securityContext.sysctls[0]', { securityContext: { sysctls: [{ name: secret, value: '1' }] } }],
  [
    'securityContext.seccompProfile.type',
    { securityContext: { seccompProfile: { type: 'Unconfined' } } },
  ],
  [
    'securityContext.appArmorProfile.type',
    { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
  ],
  [
    'securityContext.seLinuxOptions.type',
    { securityContext: { seLinuxOptions: { type: secret } } },
  ],
  ['securityContext.seLinuxOptions', { securityContext: { seLinuxOptions: { user: secret } } }],
];

/** Fields of a container, likewise. */
const containerFields: [string, Json][] = [
  ['securityContext.privileged', { securityContext: { privileged: true } }],
  ['securityContext.procMount', { securityContext: { procMount: 'Unmasked' } }],
  [
    'securityContext.capabilities.add[1]',
    { securityContext: { capabilities: { add: ['CHOWN', 'SYS_ADMIN'] } } },
  ],
  ['securityContext.capabilities.add[0]', { securityContext: { capabilities: { add: ['ALL'] } } }],
  ['securityContext.capabilities.add[0]', { securityContext: { capabilities: { add: [secret] } } }],
  ['securityContext.capabilities.add[0]', { securityContext: { capabilities: { add: [noText] } } }],
  [
    'securityContext.windowsOptions.hostProcess',
    { securityContext: { windowsOptions: { hostProcess: true } } },
  ],
  [
    'securityContext.seccompProfile.type',
    { securityContext: { seccompProfile: { type: 'Unconfined' } } },
  ],
  ['ports[1].hostPort', { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] }],
  ['livenessProbe.httpGet.host', { livenessProbe: { httpGet: { host: secret, port: 80 } } }],
  ['startupProbe.tcpSocket.host', { startupProbe: { tcpSocket: { host: secret, port: 80 } } }],
  ['lifecycle.preStop.httpGet.host', { lifecycle: { preStop: { httpGet: { host: secret } } } }],
];

describe.each(podMakers)('%s %s', (apiVersion, kind, path, withSpec) => {
  const refusalsOf = (spec: Json) =>
    refusals({ kinds: ['*'] }, object(apiVersion, kind, withSpec(spec)));

  it('may make pods', () => {
    expect(refusalsOf(pod())).toEqual([]);
  });

  it.each(podFields)('not with %s', (field, fields) => {
    const [message, ...more] = refusalsOf(pod(fields));
    expect(more).toEqual([]);
    expect(message).toContain(`web.yaml, ${kind} web: ${path}.${field}: `);
    expect(message).toContain(always);
  });

  it.each(['containers', 'initContainers', 'ephemeralContainers'])('not with these %s', list => {
    for (const [field, fields] of containerFields) {
      const [message, ...more] = refusalsOf(inContainer(list, fields));
      expect(more).toEqual([]);
      expect(message).toContain(`web.yaml, ${kind} web: ${path}.${list}[0].${field}: `);
      expect(message).toContain(always);
    }
  });
});

describe('pods', () => {
  const refusalsOf = (spec: Json, ...more: Json[]) =>
    refusals({}, object('apps/v1', 'Deployment', { spec: { template: { spec } } }), ...more);

  it.each([
    [{ hostNetwork: false, hostPID: null, hostIPC: false }],
    [{ serviceAccountName: 'default', serviceAccount: '' }],
    [{ automountServiceAccountToken: true, hostUsers: false }],
    [{ volumes: [{ projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] }],
    [{ volumes: [{ configMap: {} }, { secret: {} }, { persistentVolumeClaim: {} }] }],
    [{ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }] } }],
    [{ securityContext: { seccompProfile: { type: 'RuntimeDefault' }, seLinuxOptions: {} } }],
    [inContainer('containers', { securityContext: { privileged: false, procMount: 'Default' } })],
    [
      inContainer('containers', {
        securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
      }),
    ],
    [inContainer('containers', { ports: [{ containerPort: 80, hostPort: 0 }] })],
    [inContainer('containers', { livenessProbe: { httpGet: { port: 80 } } })],
  ])('may have %j', fields => {
    expect(refusalsOf(pod(fields))).toEqual([]);
  });

  it('run as an account of the same manifest, wherever it stands there', () => {
    const account = object('v1', 'ServiceAccount', { metadata: { name: 'runner' } });
    const spec = pod({ serviceAccountName: 'runner' });
    expect(refusalsOf(spec, account)).toEqual([]);
    expect(refusalsOf(spec, { ...account, apiVersion: 'example.com/v1' })).not.toEqual([]);
    expect(refusalsOf(spec)).toHaveLength(1);
  });

  it('no AppArmor by annotation, in a template too', () => {
    const annotations = {
      [`container.apparmor.security.beta.kubernetes.io/${secret}`]: 'unconfined',
    };
    const template = { metadata: { annotations }, spec: pod() };
    expect(refusals({}, object('apps/v1', 'Deployment', { spec: { template } }))).toEqual([
      expect.stringContaining('spec.template.metadata.annotations: '),
    ]);
  });

  it('in a List as well', () => {
    const item = object('v1', 'Pod', { spec: pod({ hostPID: true }) });
    expect(refusals({ kinds: ['*'] }, { apiVersion: 'v1', kind: 'List', items: [item] })).toEqual([
      expect.stringContaining('Pod web: spec.hostPID: '),
    ]);
  });
});

describe('Services', () => {
  const ports = [{ port: 80 }];
  const service = (spec: Json) =>
    refusals({}, object('v1', 'Service', { spec: { ports, ...spec } }));

  it.each([
    [{ type: 'ClusterIP', externalIPs: [], externalName: '' }],
    [{ clusterIP: 'None' }],
    [{ ports: [{ port: 80 }] }],
  ])('may have %j', spec => {
    expect(service(spec)).toEqual([]);
  });

  it.each([
    ['spec.type', { type: 'NodePort' }],
    ['spec.type', { type: 'LoadBalancer' }],
    ['spec.type', { type: 'ExternalName' }],
    ['spec.externalIPs', { externalIPs: [secret] }],
    ['spec.externalName', { externalName: secret }],
    ['spec.loadBalancerIP', { loadBalancerIP: secret }],
    ['spec.loadBalancerClass', { loadBalancerClass: secret }],
  ])('not %s %j', (field, spec) => {
    expect(service(spec)).toEqual([expect.stringContaining(`Service web: ${field}: `)]);
    expect(service(spec)[0]).toContain(always);
  });
});

describe('metadata', () => {
  it.each([
    ['finalizers', ['ConfigMap web: metadata.finalizers: ']],
    // Owners are what a cluster has set: they are left out.
    ['ownerReferences', []],
  ])('no %s, in templates either', (field, places) => {
    const metadata = { name: 'web', [field]: [secret] };
    expect(refusals({}, { ...object('v1', 'ConfigMap'), metadata })).toEqual(
      places.map(place => expect.stringContaining(place)),
    );
    const template = { metadata: { [field]: [secret] }, spec: pod() };
    const set = { spec: { template, volumeClaimTemplates: [template] } };
    expect(refusals({}, object('apps/v1', 'StatefulSet', set)).sort()).toEqual([
      expect.stringContaining(`spec.template.metadata.${field}: `),
      expect.stringContaining(`spec.volumeClaimTemplates[0].metadata.${field}: `),
    ]);
    expect(
      refusals({}, { ...object('v1', 'ConfigMap'), metadata: { name: 'web', [field]: [] } }),
    ).toEqual([]);
  });

  it('no account with a name of the rollout’s own', () => {
    const account = (name: string) => object('v1', 'ServiceAccount', { metadata: { name } });
    expect(refusals({}, account('interconnected'), account('web'))).toEqual([]);
    for (const name of ['interconnect', 'interconnect-applications']) {
      expect(refusals({}, account(name))).toEqual([expect.stringContaining('metadata.name: ')]);
    }
  });
});

describe('kinds', () => {
  it.each([
    ['v1', 'ConfigMap'],
    ['v1', 'PersistentVolumeClaim'],
    ['v1', 'Pod'],
    ['v1', 'ServiceAccount'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['policy/v1', 'PodDisruptionBudget'],
  ])('%s %s is a workload, or what it needs', (apiVersion, kind) => {
    expect(refusals({}, object(apiVersion, kind))).toEqual([]);
  });

  it.each([
    ['networking.k8s.io/v1', 'NetworkPolicy', 'networking.k8s.io/NetworkPolicy'],
    ['networking.k8s.io/v1', 'Ingress', 'networking.k8s.io/Ingress'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'gateway.networking.k8s.io/HTTPRoute'],
    ['apps/v1', 'ReplicaSet', 'apps/ReplicaSet'],
    ['v1', 'ResourceQuota', 'ResourceQuota'],
    ['v1', 'LimitRange', 'LimitRange'],
    ['example.com/v1', 'Deployment', 'example.com/Deployment'],
    ['apps.example.com/v1', 'Deployment', 'apps.example.com/Deployment'],
  ])('%s %s needs configuration', (apiVersion, kind, name) => {
    expect(refusals({}, object(apiVersion, kind))).toEqual([
      `web.yaml, ${kind} web: ${name} is no kind for manifests of project 'edge-shop' ${rule('kinds')}`,
    ]);
    expect(refusals({ kinds: [name] }, object(apiVersion, kind))).toEqual([]);
    expect(refusals({ kinds: ['*'] }, object(apiVersion, kind))).toEqual([]);
  });

  it.each([
    ['rbac.authorization.k8s.io/v1', 'Role'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ['skupper.io/v2alpha1', 'Site'],
    ['skupper.io/v2alpha1', 'Link'],
    ['metallb.io/v1beta1', 'IPAddressPool'],
    ['metallb.io/v1beta1', 'L2Advertisement'],
    ['admissionregistration.k8s.io/v9', 'SomethingNew'],
    ['apiregistration.k8s.io/v9', 'SomethingNew'],
    ['apiextensions.k8s.io/v9', 'SomethingNew'],
    ['authentication.k8s.io/v1', 'TokenRequest'],
    ['authorization.k8s.io/v1', 'LocalSubjectAccessReview'],
    ['certificates.k8s.io/v9', 'SomethingNew'],
    ['v1', 'Endpoints'],
    ['discovery.k8s.io/v1', 'EndpointSlice'],
    ['v1', 'Binding'],
    ['policy/v1', 'Eviction'],
  ])('%s %s is refused, whatever the configuration says', (apiVersion, kind) => {
    const [message, ...more] = refusals({ kinds: ['*'] }, object(apiVersion, kind));
    expect(more).toEqual([]);
    expect(message).toContain(`web.yaml, ${kind} web: kind: `);
    expect(message).toContain(always);
  });
});
