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
    };
  };
}
