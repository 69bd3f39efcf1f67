import {
  Attempts,
  refusal,
  network,
  object,
  ofProject,
  shop,
  type Fields,
} from '../__testUtils__/Attempts';
import type { KubernetesObject } from '../client';

jest.setTimeout(120_000);

const secret = (type: string, namespace: string, data: Fields = {}) =>
  object('v1', 'Secret', 'attempt', namespace, { type, stringData: data }, ofProject);

let attempts: Attempts;

/** In its own namespaces the project's account, with all rights. */
const actorOf = ({ metadata }: KubernetesObject) =>
  metadata.namespace === shop ? attempts.projectIn(shop) : attempts.worker;

beforeAll(async () => {
  attempts = await Attempts.prepare();
  await attempts.allowAll(shop);
});

afterAll(() => attempts.end());

describe('Secrets', () => {
  it.each([
    'kubernetes.io/service-account-token',
    'bootstrap.kubernetes.io/token',
    'kubernetes.io/dockercfg',
    'kubernetes.io/basic-auth',
  ])('of type %s', async type => {
    const attempt = secret(type, shop, { username: 'a', password: 'b', '.dockercfg': '{}' });
    const annotations = { 'kubernetes.io/service-account.name': 'default' };
    await expect(
      attempts.tried(
        { ...attempt, metadata: { ...attempt.metadata, annotations } },
        attempts.projectIn(shop),
      ),
    ).resolves.toEqual(
      refusal(new RegExp(`may not write Secrets of type ${type} in the namespace ${shop}$`)),
    );
  });

  it('of another type than TLS in the namespace of a network', () =>
    expect(attempts.tried(secret('Opaque', network))).resolves.toEqual(
      refusal(/may not write Secrets of type Opaque in the namespace/),
    ));
});

describe('Secrets for TLS with the routers', () => {
  const tls = (name: string, labels: Record<string, string>) =>
    object('v1', 'Secret', name, shop, { type: 'Opaque', stringData: { 'ca.crt': '' } }, labels);
  const other = { ...ofProject, 'interconnect/project': 'other' };

  it('are all that the worker makes in a namespace of a project', async () => {
    expect(await attempts.accepted(tls('skupper-tls-client', ofProject), attempts.worker)).toBe(
      true,
    );
    await expect(attempts.tried(tls('tls-client', ofProject))).resolves.toEqual(
      refusal(/writes for networks in their namespaces, not secrets\/tls-client in/),
    );
  });

  it('are of the project whose namespace it is', () =>
    expect(attempts.tried(tls('skupper-tls-client', other))).resolves.toEqual(
      refusal(/writes for networks in their namespaces, not secrets\/skupper-tls-client in/),
    ));

  it('are not written by the applications of the project', () =>
    expect(
      attempts.tried(tls('skupper-tls-client', ofProject), attempts.projectIn(shop)),
    ).resolves.toEqual(
      refusal(
        /do not write what they are given for TLS with their router: secrets\/skupper-tls-cl/,
      ),
    ));
});

describe('webhooks', () => {
  const elsewhere = { service: { name: 'attempt', namespace: shop } };
  const webhooks = (clientConfig: object, apiGroups: string[]) => ({
    webhooks: [
      {
        name: 'attempt.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig,
        rules: [{ apiGroups, apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] }],
      },
    ],
  });
  const configuration = (name: string, fields: Fields) =>
    object(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      name,
      undefined,
      fields,
    );
  const ofMetallb = { service: { name: 'metallb-webhook-service', namespace: 'metallb-system' } };
  const definition = (group: string, conversion?: object) =>
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `attempts.${group}`, undefined, {
      spec: {
        group,
        scope: 'Namespaced',
        names: {
          kind: 'Attempt',
          plural: 'attempts',
          singular: 'attempt',
          listKind: 'AttemptList',
        },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
        conversion,
      },
    });
  it.each<[string, KubernetesObject, RegExp]>([
    [
      'a webhook',
      configuration('attempt', webhooks(ofMetallb, ['metallb.io'])),
      /may not make vali/,
    ],
    [
      'a webhook with the name of MetalLB for other kinds',
      configuration('metallb-webhook-configuration', webhooks(ofMetallb, [''])),
      /may not make validatingwebhookconfigurations but those of Skupper and MetalLB/,
    ],
    [
      'a webhook with the name of MetalLB that asks another Service',
      configuration('metallb-webhook-configuration', webhooks(elsewhere, ['metallb.io'])),
      /may let metallb-webhook-configuration ask only the Service metallb-system\/metallb-webhook/,
    ],
    [
      'a kind of another group',
      definition('example.com'),
      /may not make customresourcedefinitions/,
    ],
    [
      'a kind that another Service converts',
      definition('skupper.io', {
        strategy: 'Webhook',
        webhook: { clientConfig: elsewhere, conversionReviewVersions: ['v1'] },
      }),
      /may let attempts.skupper.io ask only the Service metallb-system/,
    ],
  ])('%s', (_, attempt, why) =>
    expect(attempts.tried(attempt, attempts.installer)).resolves.toEqual(refusal(why)),
  );

  it('of MetalLB for its own kinds is made', async () => {
    const own = webhooks(ofMetallb, ['metallb.io']);
    const name = 'metallb-webhook-configuration';
    expect(await attempts.accepted(configuration(name, own), attempts.installer)).toBe(true);
  });
});

it.each([
  ['Opaque', secret('Opaque', shop)],
  [
    'kubernetes.io/dockerconfigjson',
    secret('kubernetes.io/dockerconfigjson', shop, { '.dockerconfigjson': '{}' }),
  ],
  ['kubernetes.io/tls', secret('kubernetes.io/tls', network, { 'tls.crt': '', 'tls.key': '' })],
])('Secrets of type %s are made', async (_, allowed) => {
  expect(await attempts.accepted(allowed, actorOf(allowed))).toBe(true);
});
