import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Application networks between Kubernetes clusters. */
  interconnect?: {
    /**
     * The Temporal service that runs the rollouts. `interconnect-node` declares how it is reached.
     */
    temporal?: {
      /** Where people open Temporal's own UI; rollouts link to it. */
      uiUrl?: string;
    };

    /**
     * A kubeconfig file: every context is a cluster, beside those of
     * `kubernetes.clusterLocatorMethods` (type `config`). The file holds credentials; only its path
     * stands here.
     */
    kubeconfig?: string;

    /** More about clusters. Names that no source knows are reported at start. */
    clusters?: Array<{
      name: string;
      /** Shown to people. Approvals and tenancy rules select clusters by them. */
      labels?: { [key: string]: string };
      /**
       * Projects that may use the cluster, all when absent: names of Systems of the catalog. Only
       * people whom the catalog shows one of them see the cluster.
       */
      projects?: string[];
      /**
       * Domain below which the cluster names its Services (kubelet's `clusterDomain`):
       * `cluster.local` when absent.
       */
      clusterDomain?: string;
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
       * Folder below which relative urls of network documents are looked up, never outside it:
       * `.yaml`, `.yml` and `.json`, no names that begin with a dot. The folder's own name may
       * stand in front of a url. `./examples` when absent.
       */
      root?: string;
    };

    /** Charts of applications, which are rendered when they are asked for. */
    charts?: {
      /** The program `helm`: a name that is looked up in PATH, or its path; `helm` when absent. */
      helm?: string;
      /** The version of Kubernetes that charts are rendered for; `1.27.0` when absent. */
      kubeVersion?: string;
      /** What may be read, also where one of them redirects to; nothing else is. */
      repositories?: Array<{
        /**
         * `https://charts.example.com` or `oci://registry.example.com/charts`, and what is below
         * it. `http:` only on this computer.
         */
        url: string;
        /** A registry on this computer that has no TLS. */
        plainHttp?: boolean;
        /** With `password`, for a repository that asks for them. */
        username?: string;
        /** @visibility secret */
        password?: string;
      }>;
    };

    /**
     * Requests that a second person must approve before anything is done; absent: none. A waiting
     * rollout keeps the rules of the time when it was asked for.
     */
    approval?: {
      /**
       * A request needs an approval when it touches a cluster that has all of these labels
       * (`interconnect.clusters[].labels`), or when such a cluster is a member of the network.
       */
      clusterLabels: { [key: string]: string };
      /**
       * Entity refs of groups, or users: who is or belongs to one of them may approve and reject.
       */
      approvers: string[];
      /**
       * A request without a decision ends after this time, and nothing is done; 2 days when absent.
       */
      expiresAfter?: HumanDuration | string;
      /**
       * Whether one of the approvers may decide about a request of their own; false when absent.
       */
      allowSelfApproval?: boolean;
    };

    /**
     * How many requests are answered in a minute; the others get 429. Each process of the backend
     * counts for itself.
     */
    rateLimits?: {
      /** Changes and plans of one user or service; 600 when absent. */
      changesPerCaller?: number;
      /** Changes and plans of one project, by all callers together; 1200 when absent. */
      changesPerProject?: number;
      /** Everything else of one user or service; 3000 when absent. */
      readsPerCaller?: number;
    };

    /** The audit logs of projects. */
    audit?: {
      /** How often new heads of logs are signed with `signing.keys`; 5 minutes when absent. */
      signEvery?: HumanDuration | string;
    };

    /** How networks are observed. */
    observe?: {
      /**
       * How often all members of each network are read, in whole seconds; 30 seconds when absent.
       */
      interval?: HumanDuration | string;
    };

    /** How rollouts run. A change counts for rollouts that start afterwards. */
    rollout?: {
      /** Steps that run at once; 20 when absent. */
      window?: number;
      /** Deadline of one step, for all attempts together; 15 minutes when absent. */
      stepDeadline?: HumanDuration | string;
      /**
       * How long a rollout with failed steps waits for a person (retry, skip, rollback) before it
       * ends as Failed; 1 hour when absent, 0 seconds: it ends at once.
       */
      blockedFor?: HumanDuration | string;
    };
  };
}
