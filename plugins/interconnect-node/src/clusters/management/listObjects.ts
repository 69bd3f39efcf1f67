import {
  type ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  Observable,
  type ObservableMiddleware,
  type V1Secret,
} from '@kubernetes/client-node';
import { clusterNameLabel, secretType } from './kubeconfigSecret';

const pageSize = 200;
/** Of one page. */
const timeoutMs = 10_000;

/** Where objects are looked for. */
export interface Place {
  namespace: string;
  /** A label selector of Kubernetes. */
  selector?: string;
}

/** The Secrets of Cluster API. */
export function listSecrets(kubeConfig: KubeConfig, place: Place): Promise<V1Secret[]> {
  const api = kubeConfig.makeApiClient(CoreV1Api);
  return allPages(_continue =>
    api.listNamespacedSecret(
      {
        namespace: place.namespace,
        labelSelector: place.selector ?? clusterNameLabel,
        fieldSelector: `type=${secretType}`,
        limit: pageSize,
        _continue,
      },
      withTimeout(),
    ),
  );
}

/** The ClusterProfiles of the Cluster Inventory API. */
export function listProfiles(kubeConfig: KubeConfig, place: Place): Promise<unknown[]> {
  const api = kubeConfig.makeApiClient(CustomObjectsApi);
  return allPages(_continue =>
    api.listNamespacedCustomObject(
      {
        group: 'multicluster.x-k8s.io',
        version: 'v1alpha1',
        plural: 'clusterprofiles',
        namespace: place.namespace,
        labelSelector: place.selector,
        limit: pageSize,
        _continue,
      },
      withTimeout(),
    ),
  );
}

interface Page<T> {
  items: T[];
  metadata?: { _continue?: string; continue?: string };
}

async function allPages<T>(list: (next?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const page = await list(next);
    items.push(...page.items);
    next = page.metadata?._continue ?? page.metadata?.continue;
  } while (next);
  return items;
}

function withTimeout(): ConfigurationOptions {
  const middleware: ObservableMiddleware = {
    pre(context) {
      context.setSignal(AbortSignal.timeout(timeoutMs));
      return new Observable(Promise.resolve(context));
    },
    post: context => new Observable(Promise.resolve(context)),
  };
  return { middleware: [middleware], middlewareMergeStrategy: 'append' };
}
