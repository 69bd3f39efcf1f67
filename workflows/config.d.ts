export interface Config {
  interconnect?: {
    temporal?: {
      /** TLS to the Temporal service: `true`, or more about it. */
      tls?:
        | boolean
        | {
            /** PEM file of the authorities that the service's certificate is checked against. */
            caFile?: string;
            /** PEM files of the worker's own certificate and key (mutual TLS); both or none. */
            certFile?: string;
            keyFile?: string;
            /** Name that the service's certificate must have, if it is not that of the address. */
            serverName?: string;
          };
      /**
       * API key of the Temporal service.
       * @visibility secret
       */
      apiKey?: string;
    };

    /** The process that runs the workflows and the activities. */
    worker?: {
      /** Port of `/healthz` and `/readyz`; neither is served when absent. */
      healthPort?: number;
      /** Address that the health port listens on; `127.0.0.1` when absent. */
      healthHost?: string;
      /** Activities at once, over all rollouts; 200 when absent. */
      maxActivities?: number;
      /** How long running activities may go on when the worker is told to end, in seconds; 30 when absent. */
      shutdownGraceSeconds?: number;
      /** A prebuilt bundle of the workflows; built at start when absent. */
      workflowBundle?: string;
    };
  };
}
