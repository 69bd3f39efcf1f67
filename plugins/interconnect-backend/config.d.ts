import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Application networks between Kubernetes clusters. */
  interconnect?: {
    /** The Temporal service that runs the rollouts. */
    temporal?: {
      /** Host and port of its frontend; `127.0.0.1:7233` when absent. */
      address?: string;
      /** `default` when absent. */
      namespace?: string;
      /** Task queue of the worker; `interconnect` when absent. */
      taskQueue?: string;
      /**
       * Where people open Temporal's own UI; rollouts link to it.
       * @visibility frontend
       */
      uiUrl?: string;
    };

    /**
     * A kubeconfig file: every context is a cluster, beside those of `kubernetes.clusterLocatorMethods` (type `config`).
     * The file holds credentials; only its path stands here.
     */
    kubeconfig?: string;

    /** More about clusters. Names that no source knows are reported at start. */
    clusters?: Array<{
      name: string;
      /** Shown to people, and selectable by policies. */
      labels?: { [key: string]: string };
      /**
       * Projects that may use the cluster, all when absent: names of Systems of the catalog. Only people whom the catalog
       * shows one of them see the cluster.
       */
      projects?: string[];
    }>;

    /** What installs Skupper where it is missing. */
    skupper?: {
      /** URL or file. */
      manifest?: string;
    };

    /** What installs a load balancer (MetalLB) where none answers. */
    loadBalancer?: {
      /** URL or file. */
      manifest?: string;
    };

    /** Manifests of applications. */
    manifests?: {
      /**
       * Folder below which relative urls of network documents are looked up; never outside it. Without it relative urls
       * are refused.
       */
      root?: string;
    };

    /** The process that carries rollouts out. */
    worker?: {
      /** Port of its health endpoint on loopback; none when absent. */
      healthPort?: number;
    };

    /** How rollouts run; fixed for a rollout when it starts. */
    rollout?: {
      /** Steps that run at once; 20 when absent. */
      window?: number;
      /** Deadline of one step, all attempts together; 15 minutes when absent. */
      stepDeadline?: HumanDuration | string;
      /**
       * How long a rollout with failed steps waits for a person (retry, skip, rollback) before it ends as Failed; 1 hour
       * when absent, 0 seconds: it ends at once.
       */
      blockedFor?: HumanDuration | string;
    };
  };
}
