import {
  Attempts,
  refusal,
  given,
  object,
  ofProject,
  shop,
  type Fields,
} from '../__testUtils__/Attempts';
import type { KubernetesObject } from '../client';

jest.setTimeout(120_000);

const image = 'docker.io/library/node:24-alpine';
const template = (spec: Fields, container: Fields = {}) => ({
  metadata: { labels: { app: 'attempt' } },
  spec: { containers: [{ name: 'attempt', image, ...container }], ...spec },
});
const selector = { matchLabels: { app: 'attempt' } };
const restartPolicy = 'Never';
/** Every kind that makes pods, with this in its pods. */
const podKinds: Record<string, (spec: Fields) => KubernetesObject> = {
  Pod: spec => object('v1', 'Pod', 'attempt', shop, { spec: template(spec).spec }, ofProject),
  Deployment: spec => workload('Deployment', spec),
  DaemonSet: spec => workload('DaemonSet', spec),
  StatefulSet: spec =>
    object(
      'apps/v1',
      'StatefulSet',
      'attempt',
      shop,
      {
        spec: { selector, serviceName: 'attempt', template: template(spec) },
      },
      ofProject,
    ),
  Job: spec =>
    object(
      'batch/v1',
      'Job',
      'attempt',
      shop,
      {
        spec: { template: template({ restartPolicy, ...spec }) },
      },
      ofProject,
    ),
  CronJob: spec =>
    object(
      'batch/v1',
      'CronJob',
      'attempt',
      shop,
      {
        spec: {
          schedule: '@yearly',
          jobTemplate: { spec: { template: template({ restartPolicy, ...spec }) } },
        },
      },
      ofProject,
    ),
};
function workload(kind: string, spec: Fields, container?: Fields, where = [shop, 'attempt']) {
  const [namespace, name] = where;
  return object(
    'apps/v1',
    kind,
    name,
    namespace,
    {
      spec: { selector, template: template(spec, container) },
    },
    ofProject,
  );
}
const deployment = (spec: Fields, container?: Fields) => workload('Deployment', spec, container);
const controller = (spec: Fields, container: Fields = {}) =>
  workload(
    'Deployment',
    { serviceAccountName: 'skupper-controller', ...spec },
    { image: 'quay.io/skupper/controller:2.2.1', ...container },
    ['skupper', 'skupper-controller'],
  );

let attempts: Attempts;

/**
 * Who could come nearest to it: the installer where something is installed, else the project's
 * account, with all rights.
 */
const by = ({ metadata: { namespace = '' } }: KubernetesObject) =>
  namespace === 'skupper' ? attempts.installer : attempts.projectIn(namespace);
const tried = (attempt: KubernetesObject) => attempts.tried(attempt, by(attempt));

beforeAll(async () => {
  attempts = await Attempts.prepare();
  await attempts.allowAll(shop, given);
  for (const name of ['mine', 'skupper-router']) {
    await attempts.make(object('v1', 'ServiceAccount', name, shop), attempts.admin);
  }
});

afterAll(() => attempts.end());

describe('pods', () => {
  it.each(Object.keys(podKinds))('of a %s on the network of a node', kind =>
    expect(tried(podKinds[kind]({ hostNetwork: true }))).resolves.toEqual(
      refusal(
        /may not run shop-admission\/\w+\/attempt on the network of a node \(hostNetwork, hostPort\)$|violates PodSecurity/,
      ),
    ),
  );
  it.each(Object.keys(podKinds))('of a %s as another account', kind =>
    expect(tried(podKinds[kind]({ serviceAccountName: 'skupper-router' }))).resolves.toEqual(
      refusal(/as the ServiceAccount/),
    ),
  );

  const initContainer = (securityContext: object) => ({
    initContainers: [{ name: 'first', image, securityContext }],
  });
  const add = (capability: string) => ({ capabilities: { add: [capability] } });
  it.each<[string, KubernetesObject, RegExp]>([
    ['with hostPID', deployment({ hostPID: true }), /among the processes of a node/],
    ['with hostIPC', deployment({ hostIPC: true }), /among the processes of a node/],
    [
      'with a port of the node',
      deployment({}, { ports: [{ containerPort: 80, hostPort: 80 }] }),
      /on the network of a node/,
    ],
    [
      'with files of the node',
      deployment({ volumes: [{ name: 'root', hostPath: { path: '/' } }] }),
      /with files of a node \(hostPath\)/,
    ],
    [
      'with a privileged container',
      deployment({}, { securityContext: { privileged: true } }),
      /with the rights of a node/,
    ],
    [
      'with a privileged init container',
      deployment(initContainer({ privileged: true })),
      /with the rights of a node/,
    ],
    [
      'with a capability',
      deployment({}, { securityContext: add('SYS_ADMIN') }),
      /with capabilities/,
    ],
    ['with a capability at first', deployment(initContainer(add('NET_RAW'))), /with capabilities/],
    [
      'as an account of a namespace that somebody gave to the project',
      workload('Deployment', { serviceAccountName: 'deployer' }, {}, [given, 'attempt']),
      /may not run given-admission\/deployments\/attempt as the ServiceAccount deployer$/,
    ],
    [
      'as the account by which manifests are applied',
      deployment({ serviceAccountName: 'interconnect-applications' }),
      /as the ServiceAccount interconnect-applications$/,
    ],
    [
      "of Skupper's controller from another image",
      controller({}, { image }),
      /with anything but its own program, quay.io\/skupper\/controller$/,
    ],
    [
      "of Skupper's controller with a command",
      controller({}, { command: ['/bin/sh'] }),
      /with anything but its own program/,
    ],
    [
      "of Skupper's controller with another program in its place",
      controller(
        { volumes: [{ name: 'app', emptyDir: {} }] },
        { volumeMounts: [{ name: 'app', mountPath: '/app' }] },
      ),
      /with commands, files/,
    ],
    [
      "of Skupper's controller with another program in its place, by a detour",
      controller(
        { volumes: [{ name: 'app', emptyDir: {} }] },
        { volumeMounts: [{ name: 'app', mountPath: '/etc/../app' }] },
      ),
      /with commands, files/,
    ],
    [
      'as another account, by the old name of the field',
      deployment({ serviceAccount: 'skupper-router' }),
      /as the ServiceAccount skupper-router$/,
    ],
    [
      "of Skupper's controller with a probe that is a command",
      controller({}, { livenessProbe: { exec: { command: ['/bin/sh'] } } }),
      /with commands, files, arguments or variables that its manifest does not have$/,
    ],
    [
      "of Skupper's controller with a command when it ends",
      controller({}, { lifecycle: { preStop: { exec: { command: ['/bin/sh'] } } } }),
      /with commands, files/,
    ],
    [
      "of Skupper's controller for another API server",
      controller({}, { args: ['--kubeconfig=/etc/a'] }),
      /with commands, files/,
    ],
    [
      "of Skupper's controller with another variable",
      controller({}, { env: [{ name: 'KUBECONFIG', value: '/etc/a' }] }),
      /with commands, files/,
    ],
    [
      "of Skupper's controller with another router",
      controller({}, { env: [{ name: 'SKUPPER_ROUTER_IMAGE', value: image }] }),
      /with commands, files/,
    ],
    [
      "of Skupper's controller with hostNetwork",
      controller({ hostNetwork: true }),
      /on the network of a node/,
    ],
    [
      "of Skupper's controller as another account",
      controller({ serviceAccountName: 'other' }),
      /as the ServiceAccount other$/,
    ],
  ])('%s', (_, attempt, why) => expect(tried(attempt)).resolves.toEqual(refusal(why)));
});

it.each<[string, KubernetesObject]>([
  ['the account that every namespace has', deployment({ serviceAccountName: 'default' })],
  ["an account of the application's own", deployment({ serviceAccountName: 'mine' })],
  [
    'a low port',
    deployment({}, { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } }),
  ],
  ["Skupper's controller", controller({})],
  ...Object.entries(podKinds).map(([kind, of]): [string, KubernetesObject] => [kind, of({})]),
])('run with %s', async (_, allowed) => {
  expect(await attempts.accepted(allowed, by(allowed))).toBe(true);
});

describe('what runs', () => {
  const allowed = podKinds.Pod({});
  const later = deployment({});
  beforeAll(async () => {
    await attempts.make(allowed, by(allowed));
    await attempts.make(later, by(later));
  });

  it('does not move to the network of a node', () =>
    expect(
      attempts.changed(
        later,
        { spec: { template: { spec: { hostNetwork: true } } } },
        { by: by(later) },
      ),
    ).resolves.toEqual(
      refusal(/may not run shop-admission\/deployments\/attempt on the network of a node/),
    ));

  it('gets no container for looking around', () =>
    expect(
      attempts.changed(
        allowed,
        { spec: { ephemeralContainers: [{ name: 'look', image }] } },
        { subresource: '/ephemeralcontainers', by: by(allowed) },
      ),
    ).resolves.toEqual(refusal(/may not use pods\/ephemeralcontainers$/)));
});
