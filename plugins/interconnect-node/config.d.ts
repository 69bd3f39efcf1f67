/** What counts for the projects of a pattern, in place of `interconnect.tenancy.defaults`. */
interface ProjectTenancy {
  /** A pattern for names of projects: `edge-*`. */
  project: string;
  hubs?: Array<{ name?: string; labels?: { [key: string]: string } }>;
  spokes?: Array<{ name?: string; labels?: { [key: string]: string } }>;
  namespaces?: string[];
  networkNamespaces?: string[];
  sources?: { files?: string[]; urls?: string[]; charts?: string[]; existing?: boolean };
  kinds?: string[];
  loadBalancer?: { addresses?: string[]; allowedSources?: string[] };
  quotas?: {
    networks?: number;
    members?: number;
    applications?: number;
    manifestBytes?: number;
  };
}

export interface Config {
  interconnect?: {
    /** The Temporal service that runs the rollouts; backend and worker read the same. */
    temporal?: {
      /** Host and port of its frontend; `127.0.0.1:7233` when absent. */
      address?: string;
      /** `default` when absent. */
      namespace?: string;
      /** Task queue of the worker; `interconnect` when absent. */
      taskQueue?: string;
      /**
       * Worker Versioning: the version of the worker; absent: workers take whatever the task queue
       * has.
       */
      deployment?: {
        /** Of all versions of the worker. */
        name: string;
        /** Of this version. A rollout is carried out by the version with which it began. */
        buildId: string;
      };
      /**
       * TLS to the service: `true`, or more about it. When absent: none, with an `apiKey` as
       * `true`.
       */
      tls?:
        | boolean
        | {
            /** PEM file of the authorities that the service's certificate is checked against. */
            caFile?: string;
            /** PEM files of the client's own certificate and key (mutual TLS); both or none. */
            certFile?: string;
            keyFile?: string;
            /** Name that the service's certificate must have, if it is not that of the address. */
            serverName?: string;
          };
      /**
       * API key of the service.
       * @visibility secret
       */
      apiKey?: string;
      /** Encryption of what Temporal keeps; absent: none. */
      encryption?: {
        /**
         * The first one encrypts, all of them decrypt. There are several while keys are changed.
         */
        keys: Array<{
          /** How payloads name the key. */
          id: string;
          /**
           * 32 bytes in base64, for AES-256-GCM.
           * @visibility secret
           */
          key: string;
        }>;
      };
    };

    /**
     * Clusters that know further clusters. They are read every 10 seconds, by the backend and by
     * the worker.
     */
    managementClusters?: Array<{
      /** Name of the management cluster, which another source knows. */
      cluster: string;
      /** KubeConfig Secrets, as Cluster API writes them. */
      kubeconfigSecrets?: {
        namespace: string;
        /** A label selector of Kubernetes; `cluster.x-k8s.io/cluster-name` when absent. */
        selector?: string;
      };
      /** ClusterProfiles of the Cluster Inventory API. */
      clusterProfiles?: {
        namespace: string;
        /** A label selector of Kubernetes; all when absent. */
        selector?: string;
        /** The access providers that may be used; the first one that a profile names counts. */
        providers: Array<{
          /** As profiles name it. */
          name: string;
          /** The program that prints an ExecCredential. */
          command: string;
          args?: string[];
          /** Variables of its environment, beside those of the worker. */
          env?: Array<{ name: string; value: string }>;
          /**
           * `client.authentication.k8s.io/v1` when absent, or
           * `client.authentication.k8s.io/v1beta1`.
           */
          apiVersion?: string;
          /** Whether the program is told about the cluster; false when absent. */
          provideClusterInfo?: boolean;
        }>;
      };
    }>;

    /**
     * What projects may do. Backend and worker read the same; people see what holds for their
     * project. In patterns `*` is any characters, also none, and `{project}` the name of the
     * project.
     */
    tenancy?: {
      /**
       * Who can change the rules, shown to people who were refused; `whoever runs the portal` when
       * absent.
       */
      contact?: string;
      /** For all projects. */
      defaults?: {
        /**
         * Clusters that may be hubs: a pattern for the name, and labels that it must have; all when
         * absent.
         */
        hubs?: Array<{ name?: string; labels?: { [key: string]: string } }>;
        /** Clusters that may be spokes; all when absent. */
        spokes?: Array<{ name?: string; labels?: { [key: string]: string } }>;
        /** Patterns for namespaces of applications; `{project}` and `{project}-*` when absent. */
        namespaces?: string[];
        /**
         * Patterns for the namespace that a document names for its network; `interconnect` and
         * `interconnect-*` when absent.
         */
        networkNamespaces?: string[];
        /** Where applications come from. */
        sources?: {
          /**
           * Patterns for files below `interconnect.manifests.root`; `*` when absent, none: `[]`.
           */
          files?: string[];
          /**
           * Addresses below which manifests are, among those of `backend.reading.allow`:
           * `https://git.example.com/{project}/`; `*` when absent, none: `[]`.
           */
          urls?: string[];
          /**
           * Repositories of charts, among those of `interconnect.charts.repositories`:
           * `https://charts.example.com`, `oci://registry.example.com/{project}`; `*` when absent,
           * none: `[]`. Folders of charts are `files`.
           */
          charts?: string[];
          /** Whether they may be there already; true when absent. */
          existing?: boolean;
        };
        /**
         * Patterns for kinds that a manifest may hold: `apps/Deployment`, of the core group
         * `Service`; workloads when absent.
         */
        kinds?: string[];
        /** Of hubs. */
        loadBalancer?: {
          /** Ranges in which its pools must lie; private ones when absent. */
          addresses?: string[];
          /**
           * Ranges in which its allowed sources must lie; private ones when absent. With
           * `0.0.0.0/0` and `::/0` they may be absent.
           */
          allowedSources?: string[];
        };
        /** How much at most. */
        quotas?: {
          /** Networks of one project; 100 when absent. */
          networks?: number;
          /** Members of one network; 5001 when absent. */
          members?: number;
          /** Applications of one network; 500 when absent. */
          applications?: number;
          /** Bytes of all manifests of one network; 1048576 when absent. */
          manifestBytes?: number;
        };
      };
      /**
       * Exceptions for some projects. A value of an entry replaces the default as a whole. When
       * several entries fit a project, the last one with a value counts.
       */
      projects?: Array<ProjectTenancy>;
    };

    /**
     * Ed25519 keys. The backend signs with them what the worker carries out, and the heads of the
     * audit. Several are valid while keys are changed.
     */
    signing?: {
      /** For the backend only. The first one signs. */
      keys?: Array<{
        /** How signatures name the key. */
        id: string;
        /**
         * PEM (PKCS#8).
         * @visibility secret
         */
        privateKey: string;
      }>;
      /**
       * Public keys that the worker trusts. Where `keys` are given, their public halves are trusted
       * as well.
       */
      trusted?: Array<{
        id: string;
        /** PEM (SPKI). */
        publicKey: string;
      }>;
    };
  };
}
