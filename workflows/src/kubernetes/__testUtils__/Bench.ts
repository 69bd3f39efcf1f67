import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  activityTypeOf,
  type AppliedSettings,
  type CheckedStep,
  type CheckInput,
  type CheckResult,
  defaultLimits,
  type ExposedService,
  managedBy,
  managedByLabel,
  type StepInput,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  type Cluster,
  createCluster,
  type ManagementClusters,
  readClusters,
} from '@interconnect/backstage-plugin-interconnect-node';
import { attach, type Lab } from '@interconnect/lab';
import { KubeConfig } from '@kubernetes/client-node';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import {
  ClusterClient,
  createTransport,
  Discovery,
  keyOf,
  KubernetesObject,
  Transport,
} from '../client';
import { listAllKinds } from '../cluster/contents';
import { createActivities } from '../createActivities';
import { KubernetesOptions } from '../options';

const silent = new DefaultLogger('ERROR', () => {});

/** What the networks of these tests use. */
const tenancy = {
  namespaces: ['shop', 'shop-*'],
  networkNamespaces: ['interconnect', 'interconnect-*', 'shop-*'],
  kinds: [...defaultLimits.kinds, 'ResourceQuota'],
  loadBalancer: {
    // Of the lab's nodes and pods: pools with these are refused for another reason.
    addresses: [...defaultLimits.addresses, '198.18.0.0/15'],
    allowedSources: ['0.0.0.0/0', '::/0'],
  },
};

/** What one run of an activity gave. */
export interface Outcome {
  result?: StepResult;
  error?: ApplicationFailure;
}

/** How an activity is run in a test. */
export interface RunOptions {
  inverse?: boolean;
  exposed?: ExposedService[];
  /** Servers whose steps have not succeeded. */
  missing?: string[];
  /** What `verify` compares. */
  settings?: AppliedSettings;
  /** Text of the manifest. */
  manifest?: string;
  /** Of the step. */
  deadlineSeconds?: number;
  options?: Partial<KubernetesOptions>;
  clusters?: Cluster[];
  /** The worker's kubeconfig, and what it knows beside it, in place of the bench's clusters. */
  found?: { kubeconfig: string; management: Pick<ManagementClusters, 'known' | 'told'> };
  onHeartbeat?: (details: unknown, environment: MockActivityEnvironment) => void;
}

/**
 * Runs activities against a lab with the worker's account, and looks at its clusters as their
 * administrator.
 */
export class Bench {
  /** Everything that left activities: results, errors, heartbeats. */
  readonly said: unknown[] = [];

  private constructor(
    readonly lab: Lab,
    /** With the worker's credentials. */
    readonly clusters: Cluster[],
    private readonly asAdmin: Cluster[],
  ) {}

  /** @throws Error when no lab is up */
  static async attach(): Promise<Bench> {
    const instance = process.env.INTERCONNECT_LAB;
    if (!instance) {
      throw new Error(
        'INTERCONNECT_LAB is not set: the number of a running lab, see "npm run lab -- up"',
      );
    }
    const lab = await attach(Number(instance));
    const read = (kubeconfig: string) =>
      readClusters(new ConfigReader({ interconnect: { kubeconfig } }));
    return new Bench(lab, read(lab.workerKubeconfig), read(lab.kubeconfig));
  }

  /** Runs a step's activity; an error is an outcome too. */
  async try(input: StepInput, options: RunOptions = {}): Promise<Outcome> {
    const activities = this.#activities(options);
    const type = activityTypeOf(input.kind, options.inverse ?? false);
    const timeout = (options.deadlineSeconds ?? 60) * 1000;
    const info = {
      activityType: type,
      scheduledTimestampMs: Date.now(),
      startToCloseTimeoutMs: timeout,
      scheduleToCloseTimeoutMs: timeout,
    };
    const environment = new MockActivityEnvironment(info, { logger: silent });
    environment.on('heartbeat', (details: unknown) => {
      this.said.push(details);
      options.onHeartbeat?.(details, environment);
    });
    const activity = activities[type as keyof typeof activities] as (
      arg: unknown,
    ) => Promise<StepResult>;
    const { exposed, missing, manifest, settings } = options;
    try {
      const arg = { step: type, input, exposed, missing, manifest, settings };
      const result = (await environment.run(activity, arg)) as StepResult;
      this.said.push(result);
      return { result };
    } catch (error) {
      const failed = error as ApplicationFailure;
      this.said.push(failed.message, failed.stack, JSON.stringify(failed));
      return { error: failed };
    }
  }

  /** Asks the clusters about steps, as the preview of a plan does. */
  async check(steps: CheckedStep[], manifest: string, options: RunOptions = {}) {
    const { checkPlan } = this.#activities(options);
    const manifests = Object.fromEntries(
      steps.map(step => [
        step.kind === 'deployApplication' && step.source.kind === 'manifests'
          ? step.source.digest
          : '',
        manifest,
      ]),
    );
    return this.#ask(checkPlan, { steps, manifests });
  }

  /** The same about steps that a plan takes back. */
  async checkRemoval(removed: CheckedStep[], options: RunOptions = {}) {
    const { checkPlan } = this.#activities(options);
    return this.#ask(checkPlan, { steps: [], removed, manifests: {} });
  }

  async #ask(checkPlan: (input: CheckInput) => Promise<CheckResult>, input: CheckInput) {
    const environment = new MockActivityEnvironment({}, { logger: silent });
    const result = (await environment.run(checkPlan, input)) as CheckResult;
    this.said.push(result);
    return result;
  }

  #activities(options: RunOptions) {
    const config = new ConfigReader({
      interconnect: {
        kubeconfig: options.found?.kubeconfig ?? this.lab.workerKubeconfig,
        skupper: { manifest: this.lab.skupperManifest },
        loadBalancer: { manifest: this.lab.metallbManifest },
        tenancy: { defaults: tenancy },
      },
    });
    return createActivities({
      config,
      ...(options.found ?? { clusters: options.clusters ?? this.clusters }),
      options: { settleSeconds: 1, ...options.options },
    });
  }

  /** Runs a step's activity, which must succeed. */
  async run(input: StepInput, options: RunOptions = {}): Promise<StepResult> {
    const { result, error } = await this.try(input, options);
    if (!result) throw new Error(`${input.kind}: ${error?.type}: ${error?.message}`);
    return result;
  }

  /** The same with Temporal's retries: of all failures that allow it. */
  async persist(input: StepInput, options: RunOptions = {}): Promise<StepResult> {
    for (let attempt = 1; ; attempt++) {
      const { result, error } = await this.try(input, options);
      if (result) return result;
      if (error?.nonRetryable || attempt === 20) {
        throw new Error(`${input.kind}: ${error?.type}: ${error?.message}`);
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  transport(cluster: string): Transport {
    const found = this.asAdmin.find(({ name }) => name === cluster);
    if (!found) throw new Error(`no ${cluster}`);
    return createTransport(found, 10_000);
  }

  /** A token of a ServiceAccount. */
  async tokenOf(cluster: string, namespace: string, name: string): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const answer = await this.transport(cluster).request({ method: 'POST', path, body });
    return (answer.body as { status: { token: string } }).status.token;
  }

  client(cluster: string): ClusterClient {
    const transport = this.transport(cluster);
    return new ClusterClient(transport, new Discovery(transport));
  }

  /** Resource versions of everything that carries our label, on these clusters. */
  async versions(...clusters: string[]): Promise<Record<string, string>> {
    const versions: Record<string, string> = {};
    for (const cluster of clusters) {
      for (const object of await this.ours(cluster)) {
        versions[`${cluster}: ${keyOf(object)}`] = object.metadata.resourceVersion ?? '';
      }
    }
    return versions;
  }

  /** The same, once controllers have stopped to write statuses. */
  async settledVersions(...clusters: string[]): Promise<Record<string, string>> {
    let before = await this.versions(...clusters);
    for (let round = 0; round < 20; round++) {
      await new Promise(resolve => setTimeout(resolve, 1500));
      const now = await this.versions(...clusters);
      if (JSON.stringify(now) === JSON.stringify(before)) return now;
      before = now;
    }
    throw new Error('the objects do not come to rest');
  }

  ours(cluster: string): Promise<KubernetesObject[]> {
    return listAllKinds(this.client(cluster), { labelSelector: `${managedByLabel}=${managedBy}` });
  }
}

/** A cluster that nobody answers for, or whose credentials are wrong. */
export function brokenCluster(
  lab: Lab,
  name: string,
  broken: { server?: string; token?: string; caData?: string },
) {
  return createCluster({ name, labels: {}, source: 'test' }, () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(lab.workerKubeconfigOf(name));
    const cluster = kubeConfig.getCurrentCluster()!;
    const user = kubeConfig.getCurrentUser()!;
    kubeConfig.loadFromClusterAndUser(
      {
        ...cluster,
        server: broken.server ?? cluster.server,
        caData: broken.caData ?? cluster.caData,
      },
      { ...user, token: broken.token ?? user.token },
    );
    return kubeConfig;
  });
}

/** Text of an example's manifest. */
export function example(name: string): string {
  // eslint-disable-next-line no-restricted-syntax -- never part of a build
  return readFileSync(join(__dirname, '../../../../examples', `${name}.yaml`), 'utf8');
}

/** A file of an input that people had trouble with, see `test/src/cases`. */
export function caseFile(name: string, file = 'server.yaml'): string {
  // eslint-disable-next-line no-restricted-syntax -- never part of a build
  return readFileSync(join(__dirname, '../../../../test/src/cases', name, file), 'utf8');
}
