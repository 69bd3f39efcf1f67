import {
  activityTypeOf,
  defaultRules,
  type StepActivityInput,
  type StepInput,
  type StepKind,
  type TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { applicationStep, networkRef, stepsOf } from './__testUtils__/steps';
import { stepActivity } from './StepContext';

const network = networkRef('shop');
const steps = stepsOf(network, ['127.20.0.10-127.20.0.50']);
const application = applicationStep(network, { namespace: 'edge-shop' });
const clusters = [
  { name: 'cluster-1', labels: {}, source: 'test' },
  { name: 'cluster-2', labels: {}, source: 'test' },
];
const manifest = (kind: string, more = '') =>
  `apiVersion: ${kind}\nmetadata: { name: web }\n${more}`;

/** Runs a step; says what was refused, and whether the step's own code ran. */
async function run(
  input: StepInput,
  options: {
    rules?: Partial<TenancyRules>;
    manifest?: string;
    inverse?: boolean;
    elsewhere?: string;
  } = {},
) {
  const { rules, elsewhere, inverse = false } = options;
  let ran = false;
  const activity = stepActivity<StepInput>(
    {
      clusters,
      elsewhere,
      options: {} as never,
      tenancy: { ...defaultRules, contact: 'us', ...rules },
    },
    async () => {
      ran = true;
      return {};
    },
  );
  const info = { activityType: activityTypeOf(input.kind, inverse), startToCloseTimeoutMs: 60_000 };
  const logger = new DefaultLogger('ERROR', () => {});
  const arg: StepActivityInput = { step: input.kind, input, manifest: options.manifest };
  try {
    await new MockActivityEnvironment(info, { logger }).run(activity, arg);
    return { ran };
  } catch (error) {
    const { message, type, nonRetryable } = error as Record<string, unknown>;
    return { ran, message, type, nonRetryable };
  }
}

const refused = (message: RegExp) => ({
  ran: false,
  type: 'InvalidInput',
  nonRetryable: true,
  message: expect.stringMatching(message),
});
const withDefaults = (limits: Partial<TenancyRules['defaults']>) => ({
  rules: { defaults: { ...defaultRules.defaults, ...limits } },
});

describe('a step on a cluster that is not known', () => {
  const input = { ...steps.deploySpoke, cluster: 'cluster-9' };

  it('is refused for good when only the configuration names clusters', async () => {
    expect(await run(input)).toEqual(refused(/cluster 'cluster-9' is unknown/));
  });

  it('is tried again when clusters come by themselves', async () => {
    expect(await run(input, { elsewhere: 'Secrets on cluster-1: not read yet' })).toEqual({
      ran: false,
      type: 'NotFound',
      nonRetryable: false,
      message:
        "No cluster 'cluster-9' is known (known: cluster-1, cluster-2). Secrets on cluster-1: not read yet",
    });
  });
});

describe('a step that the project may do', () => {
  it.each(Object.entries(steps))('%s is done', async (_, input) => {
    expect(await run(input)).toEqual({ ran: true });
  });

  it('an application too', async () => {
    const deployment = manifest('apps/v1\nkind: Deployment', 'spec: { template: { spec: {} } }');
    expect(await run(application, { manifest: deployment })).toEqual({ ran: true });
  });
});

describe('a step that it may not do is not begun', () => {
  const elsewhere = { ...network, namespace: 'kube-system' };
  const withNetwork: Record<Exclude<StepKind, 'deployApplication' | 'verify'>, StepInput> = {
    createNetwork: { ...steps.createNetwork, network: elsewhere },
    deployLoadBalancer: { ...steps.deployLoadBalancer, network: elsewhere },
    deploySkupper: { ...steps.deploySpoke, network: elsewhere },
    linkSpoke: { ...steps.linkSpoke, network: elsewhere },
    publishServices: { ...steps.publishServices, network: elsewhere },
    retireAuthority: { ...steps.retireAuthority, network: elsewhere },
  };
  it.each(Object.entries(withNetwork))('%s: in a reserved namespace', async (_, input) => {
    expect(await run(input)).toEqual(
      refused(/^Not done: 'kube-system' belongs to Kubernetes itself \(no configuration can/),
    );
  });

  it.each(Object.entries(steps).filter(([name]) => name !== 'verify'))(
    '%s: on clusters that the project may not use',
    async (_, input) => {
      const rules = withDefaults({ hubs: [], spokes: [] });
      expect(await run(input, rules)).toEqual(
        refused(
          /cluster 'cluster-\d' may not be a (hub|spoke) .*defaults.(hubs|spokes), which us can/,
        ),
      );
    },
  );

  it('pools and sources', async () => {
    expect(await run({ ...steps.deployLoadBalancer, addresses: ['8.8.8.0/24'] })).toEqual(
      refused(/'8.8.8.0\/24' is not within .*defaults.loadBalancer.addresses/),
    );
    expect(await run({ ...steps.deployHub, allowedSources: ['0.0.0.0/1', '128.0.0.0/1'] })).toEqual(
      refused(/every IPv4 address .*defaults.loadBalancer.allowedSources/),
    );
    expect(await run({ ...steps.deployHub, allowedSources: undefined })).toEqual(
      refused(/every address could reach/),
    );
    expect(await run(steps.deploySpoke)).toEqual({ ran: true });
  });

  it('applications: cluster, namespace, source', async () => {
    expect(await run(application, withDefaults({ hubs: [], spokes: [] }))).toEqual(
      refused(/cluster 'cluster-1' may not be a member/),
    );
    expect(await run({ ...application, cluster: 'cluster-9' })).toEqual(refused(/'cluster-9'/));
    for (const namespace of ['shop', 'interconnect-shop', 'argocd']) {
      expect(await run({ ...application, namespace })).toEqual(
        refused(new RegExp(`^Not done: '${namespace}' `)),
      );
    }
    const existing: StepInput = { ...application, source: { kind: 'existing', services: ['web'] } };
    expect(await run(existing)).toEqual({ ran: true });
    expect(await run(existing, withDefaults({ existing: false }))).toEqual(
      refused(/may not use applications that are there already .*sources.existing/),
    );
  });

  it.each([
    [manifest('rbac.authorization.k8s.io/v1\nkind: Role'), /Role web: kind: /],
    [manifest('networking.k8s.io/v1\nkind: NetworkPolicy'), /is no kind for .*defaults.kinds/],
    [
      manifest(
        'apps/v1\nkind: Deployment',
        'spec: { template: { spec: { containers: [], hostPID: true } } }',
      ),
      /Deployment web: spec.template.spec.hostPID: /,
    ],
    ['kind: [', /is not YAML/],
  ])('manifests: %s', async (text, message) => {
    expect(await run(application, { manifest: text })).toEqual(refused(message));
  });

  it('by the entry for the project', async () => {
    const projects = [{ project: 'edge-*', limits: { namespaces: ['tills'] } }];
    expect(await run(application, { rules: { projects } })).toEqual(
      refused(/by the rule interconnect.tenancy.projects\[0\].namespaces, which us can change/),
    );
  });
});

it('undoing is always allowed', async () => {
  const rules = withDefaults({ hubs: [], spokes: [], namespaces: [] });
  for (const input of [...Object.values(steps), application]) {
    expect(await run(input, { ...rules, inverse: true })).toEqual({ ran: true });
  }
});
