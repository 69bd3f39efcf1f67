import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../state';
import { parseRouterConfig, ROUTER_CONFIG_KEY, RouterConfig } from '../api/routerConfig';
import { KubeObject } from '../../kube/types';

/**
 * The objects of one namespace as the real controller 2.2.1 made them; contents of Secrets are
 * blanked.
 */
export function readRecording(name: 'hub' | 's1'): KubeObject[] {
  const file = join(CHECKOUT, 'lab/src/skupper/recordings', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as KubeObject[];
}

/** Finds an object of a recording. @throws when it is not there */
export function recorded<T extends KubeObject>(
  objects: KubeObject[],
  kind: string,
  name: string,
): T {
  const found = objects.find(object => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`the recording has no ${kind} ${name}`);
  return found as T;
}

type Json = Record<string, any>;

/**
 * An object without what differs from one run to the next (versions, times, contents of Secrets)
 * and without what the API server or other controllers add, in a fixed order where the real
 * controller has none.
 */
export function comparable(object: KubeObject): unknown {
  const copy = structuredClone(object) as Json;
  for (const field of ['creationTimestamp', 'resourceVersion', 'generation', 'managedFields']) {
    delete copy.metadata[field];
  }
  removeAnnotation(copy, 'deployment.kubernetes.io/revision');
  removeAnnotation(copy, 'metallb.io/ip-allocated-from-pool');
  if (copy.kind === 'Deployment') return comparableDeployment(copy);
  if (copy.kind === 'Service') return comparableService(copy);
  if (copy.kind === 'Secret') copy.data = Object.keys(copy.data).sort();
  if (copy.data?.[ROUTER_CONFIG_KEY]) copy.data = sortedConfig(copy.data[ROUTER_CONFIG_KEY]);
  if (copy.status) copy.status = comparableStatus(copy.status);
  return copy;
}

function removeAnnotation(copy: Json, name: string) {
  delete copy.metadata.annotations?.[name];
  if (copy.metadata.annotations && !Object.keys(copy.metadata.annotations).length) {
    delete copy.metadata.annotations;
  }
}

function comparableStatus(status: Json): Json {
  const by = (field: string) => (a: Json, b: Json) => (a[field] < b[field] ? -1 : 1);
  return {
    ...status,
    conditions: status.conditions
      ?.map(({ lastTransitionTime, observedGeneration, ...rest }: Json) => rest)
      .sort(by('type')),
    ...(status.endpoints ? { endpoints: [...status.endpoints].sort(by('name')) } : {}),
  };
}

/** What the API server fills in, and what its controllers report. */
function comparableService(copy: Json): Json {
  const { ports, selector, type = 'ClusterIP' } = copy.spec;
  const withoutNodePort = ports.map(({ nodePort, ...port }: Json) => port);
  const { status, ...rest } = copy;
  return { ...rest, spec: { ports: withoutNodePort, selector, type } };
}

const CONTAINER_DEFAULTS = {
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const PROBE_DEFAULTS = {
  failureThreshold: 3,
  periodSeconds: 10,
  successThreshold: 1,
  timeoutSeconds: 1,
};

/**
 * Adds the API server's defaults, so that a recorded and a built Deployment can be compared whole.
 */
function comparableDeployment({ status, ...copy }: Json): Json {
  const probe = (value: Json | undefined) =>
    value && { ...PROBE_DEFAULTS, ...value, httpGet: { scheme: 'HTTP', ...value.httpGet } };
  const container = (value: Json) => {
    const result: Json = { ...CONTAINER_DEFAULTS, ...value };
    for (const name of ['livenessProbe', 'readinessProbe']) {
      if (value[name]) result[name] = probe(value[name]);
    }
    return result;
  };
  const { template } = copy.spec;
  const pod = template.spec;
  return {
    ...copy,
    spec: {
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
      ...copy.spec,
      template: {
        ...template,
        spec: {
          dnsPolicy: 'ClusterFirst',
          restartPolicy: 'Always',
          schedulerName: 'default-scheduler',
          terminationGracePeriodSeconds: 30,
          serviceAccount: pod.serviceAccountName,
          ...pod,
          containers: pod.containers.map(container),
          initContainers: pod.initContainers.map(container),
        },
      },
    },
  };
}

/**
 * A router configuration with every list by name: the real controller's order changes from write to
 * write.
 */
function sortedConfig(text: string): RouterConfig {
  const config = parseRouterConfig(text) as unknown as Json;
  for (const [field, value] of Object.entries(config)) {
    if (!Array.isArray(value)) continue;
    config[field] = [...value].sort((a, b) =>
      (a.name ?? a.prefix) < (b.name ?? b.prefix) ? -1 : 1,
    );
  }
  return config as unknown as RouterConfig;
}
