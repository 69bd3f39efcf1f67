import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeFieldError,
  FieldError,
  NetworkDocument,
  reservedNamespaces,
  rolloutWorkflowId,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Client, Connection } from '@temporalio/client';
import { call, getNetwork, networkPath, project } from '../api';
import { differenceOf } from '../difference';
import { loadBalancerOf } from '../documents';
import { manifestsOf, Portal } from '../portal';

type Json = Record<string, unknown>;

/** Stands where an attack has a text of its own: no answer may have it. */
const marker = 'marker7f3a9';

const object = (apiVersion: string, kind: string, more: Json = {}, name = 'web'): Json => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});
const service = (name: string, spec: Json) => object('v1', 'Service', { spec }, name);
const container = { name: marker, image: marker };
const pod = (fields: Json) => ({ containers: [container], ...fields });
const inContainer = (fields: Json, list = 'containers') =>
  pod({ [list]: [{ ...container, ...fields }] });

/** Kinds that no manifest may hold. */
const kinds = [
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['skupper.io/v2alpha1', 'Site'],
  ['skupper.io/v2alpha1', 'Listener'],
  ['metallb.io/v1beta1', 'IPAddressPool'],
  ['metallb.io/v1beta1', 'L2Advertisement'],
  ['authentication.k8s.io/v1', 'TokenRequest'],
  ['authorization.k8s.io/v1', 'LocalSubjectAccessReview'],
  ['v1', 'Endpoints'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['v1', 'Binding'],
  ['policy/v1', 'Eviction'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
] as const;

/** Kinds that the reading of manifests refuses already. */
const unreadableKinds = [
  ['v1', 'Secret'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolume'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
  ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1', 'APIService'],
  ['certificates.k8s.io/v1', 'CertificateSigningRequest'],
] as const;

/** Fields of a pod that none may have. */
const podFields: [string, Json][] = [
  ['hostNetwork', pod({ hostNetwork: true })],
  ['hostPID', pod({ hostPID: true })],
  ['hostIPC', pod({ hostIPC: true })],
  ['serviceAccountName', pod({ serviceAccountName: marker })],
  ['serviceAccount', pod({ serviceAccount: marker })],
  ['volumes[0].hostPath', pod({ volumes: [{ name: 'a', hostPath: { path: '/' } }] })],
  [
    'securityContext.sysctls[0]',
    pod({ securityContext: { sysctls: [{ name: 'kernel.core_pattern', value: marker }] } }),
  ],
  [
    'containers[0].securityContext.privileged',
    inContainer({ securityContext: { privileged: true } }),
  ],
  [
    'initContainers[0].securityContext.privileged',
    inContainer({ securityContext: { privileged: true } }, 'initContainers'),
  ],
  [
    'containers[0].securityContext.procMount',
    inContainer({ securityContext: { procMount: 'Unmasked' } }),
  ],
  [
    'containers[0].securityContext.capabilities.add[0]',
    inContainer({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
  ],
  [
    'containers[0].securityContext.windowsOptions.hostProcess',
    inContainer({ securityContext: { windowsOptions: { hostProcess: true } } }),
  ],
  [
    'containers[0].ports[0].hostPort',
    inContainer({ ports: [{ containerPort: 80, hostPort: 80 }] }),
  ],
];

/** Services that reach out of their namespace. */
const services: [string, Json][] = [
  ['spec.type', { type: 'NodePort' }],
  ['spec.type', { type: 'LoadBalancer' }],
  ['spec.type', { type: 'ExternalName' }],
  ['spec.externalIPs', { externalIPs: ['10.0.0.1'] }],
  ['spec.externalName', { externalName: marker }],
].map(([field, spec]) => [field as string, { ports: [{ port: 80 }], ...(spec as Json) }]);

/** What no project may do, asked for with the real API: refused, and nothing written. */
export function tenancyScenarios(portal: () => Portal) {
  describe('what no project may do', () => {
    const name = 'forbidden';
    const folder = () => join(manifestsOf(portal().settings), 'forbidden');
    let before: Record<string, string[]>;
    let connection: Connection;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      mkdirSync(folder(), { recursive: true });
      connection = await Connection.connect({ address: portal().settings.temporal.address });
    });
    afterAll(async () => {
      rmSync(folder(), { recursive: true, force: true });
      await connection?.close();
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    const document = (more: Partial<NetworkDocument> = {}): NetworkDocument => ({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(portal().lab) },
      ...more,
    });

    /**
     * Refused by plan and `PUT` with an error for each of these, and no others; nothing is in the
     * store or in Temporal.
     */
    async function refused(asked: NetworkDocument, says: RegExp[]) {
      for (const [method, path] of [
        ['POST', `${networkPath(name)}/plan`],
        ['PUT', networkPath(name)],
      ]) {
        const { status, body } = await call(portal(), method, path, asked);
        expect({ method, status, body }).toMatchObject({ method, status: 400 });
        expect(JSON.stringify(body)).not.toContain(marker);
        const fields: FieldError[] = body.error.fields;
        const texts = fields.map(describeFieldError);
        expect(says.filter(one => !texts.some(text => one.test(text)))).toEqual([]);
        expect(texts.filter(text => !says.some(one => one.test(text)))).toEqual([]);
      }
      expect((await getNetwork(portal(), name)).status).toBe(404);
      const { workflow } = new Client({ connection });
      await expect(
        workflow.getHandle(rolloutWorkflowId(project, name)).describe(),
      ).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
    }

    /** The same for a manifest with these objects. */
    async function refusedManifest(objects: Json[], says: RegExp[]) {
      writeFileSync(
        join(folder(), 'manifest.yaml'),
        JSON.stringify({ kind: 'List', items: objects }),
      );
      const source = { kind: 'manifests' as const, url: './forbidden/manifest.yaml' };
      const application = { name: 'web', clusters: ['cluster-1'], namespace: 'edge-shop', source };
      await refused(document({ applications: [application] }), says);
    }

    const literal = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const reserved = [...Object.keys(reservedNamespaces), 'kube-system', 'kube-anything'];

    it('applications in reserved namespaces, and in those of networks', () => {
      const taken = [...reserved, 'interconnect', 'interconnect-other'];
      const applications = taken.map((namespace, index) => ({
        name: `a${index}`,
        clusters: ['cluster-1'],
        namespace,
        source: { kind: 'existing' as const, services: [`web-${index}`] },
      }));
      return refused(
        document({ applications }),
        taken.map((namespace, index) =>
          literal(`applications[${index}].namespace: '${namespace}' `),
        ),
      );
    });

    it('networks in reserved namespaces', async () => {
      for (const namespace of reserved) {
        await refused(document({ namespace }), [literal(`namespace: '${namespace}' `)]);
      }
    });

    it('namespaces of others', () =>
      refused(
        document({
          namespace: 'somebodys',
          applications: ['existing', 'manifests'].map(kind => ({
            name: kind,
            clusters: ['cluster-1'],
            namespace: 'somebodys-else',
            source:
              kind === 'existing'
                ? { kind, services: ['web'] }
                : { kind: 'manifests' as const, url: './my-backend.yaml' },
          })) as NetworkDocument['applications'],
        }),
        [
          /^namespace: 'somebodys' .*defaults\.networkNamespaces, which the platform team can change/,
          /^applications\[0\]\.namespace: 'somebodys-else' .*projects\[0\]\.namespaces, which the platform/,
          /^applications\[1\]\.namespace: 'somebodys-else' .*projects\[0\]\.namespaces, which the platform/,
          /^applications\[1\]\.source\.url: .*is in namespace 'shop'/,
        ],
      ));

    it('a hub that everybody reaches, and addresses of the Internet', async () => {
      const { addresses } = loadBalancerOf(portal().lab);
      const withSources = (allowedSources?: string[]) =>
        document({
          hub: {
            cluster: 'cluster-1',
            loadBalancer: { addresses, ...(allowedSources && { allowedSources }) },
          },
        });
      for (const sources of [
        undefined,
        ['0.0.0.0/0'],
        ['0.0.0.0/1', '128.0.0.0/1'],
        ['::/0'],
        ['::/1', '8000::/1'],
      ]) {
        await refused(withSources(sources), [
          /^hub\.loadBalancer\.allowedSources: .*every .*address.*loadBalancer\.allowedSources, which/,
        ]);
      }
      await refused(withSources(['203.0.113.0/24']), [
        /^hub\.loadBalancer\.allowedSources\[0\]: '203\.0\.113\.0\/24' /,
      ]);
      const loadBalancer = { ...loadBalancerOf(portal().lab), addresses: ['203.0.113.0/24'] };
      await refused(document({ hub: { cluster: 'cluster-1', loadBalancer } }), [
        /^hub\.loadBalancer\.addresses\[0\]: '203\.0\.113\.0\/24' .*loadBalancer\.addresses, which/,
      ]);
    });

    it('kinds', async () => {
      await refusedManifest(
        kinds.map(([apiVersion, kind]) => object(apiVersion, kind)),
        kinds.map(([, kind]) => literal(`, ${kind} web: `)),
      );
      await refusedManifest(
        unreadableKinds.map(([apiVersion, kind]) => object(apiVersion, kind)),
        unreadableKinds.map(([, kind]) => literal(`, ${kind} web: `)),
      );
    });

    it.each([
      ['apps/v1', 'Deployment', 'spec.template.spec'],
      ['apps/v1', 'StatefulSet', 'spec.template.spec'],
      ['apps/v1', 'DaemonSet', 'spec.template.spec'],
      ['batch/v1', 'Job', 'spec.template.spec'],
      ['batch/v1', 'CronJob', 'spec.jobTemplate.spec.template.spec'],
    ])('fields of pods, in a %s %s', (apiVersion, kind, path) => {
      const within = (spec: Json): Json =>
        path
          .split('.')
          .reverse()
          .reduce<Json>((inner, key) => ({ [key]: inner }), spec);
      const named = (index: number) => `pod-${index}`;
      return refusedManifest(
        podFields.map(([, spec], index) => object(apiVersion, kind, within(spec), named(index))),
        podFields.map(([field], index) => literal(`, ${kind} ${named(index)}: ${path}.${field}: `)),
      );
    });

    it('fields of Services, and finalizers', () =>
      refusedManifest(
        [
          ...services.map(([, spec], index) => service(`web-${index}`, spec)),
          { ...object('v1', 'ConfigMap'), metadata: { name: 'bound', finalizers: [marker] } },
          // Owners are what a cluster has set: they are left out.
          { ...object('v1', 'ConfigMap'), metadata: { name: 'owned', ownerReferences: [marker] } },
        ],
        [
          ...services.map(([field], index) => literal(`, Service web-${index}: ${field}: `)),
          /, ConfigMap bound: metadata\.finalizers: /,
        ],
      ));
  });
}
