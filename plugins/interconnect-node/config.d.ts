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
      /** TLS to the service: `true`, or more about it. When absent: none, with an `apiKey` as `true`. */
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
        /** The first one encrypts, all decrypt: more than one while they are changed. */
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
     * Ed25519 keys with which the backend signs what the worker carries out, and the heads of the audit. More than one is
     * valid while they are changed.
     */
    signing?: {
      /** Of the backend alone; the first one signs. */
      keys?: Array<{
        /** How signatures name the key. */
        id: string;
        /**
         * PEM (PKCS#8).
         * @visibility secret
         */
        privateKey: string;
      }>;
      /** What the worker believes; the public halves of `keys` count where these are given. */
      trusted?: Array<{
        id: string;
        /** PEM (SPKI). */
        publicKey: string;
      }>;
    };
  };
}
