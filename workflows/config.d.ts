export interface Config {
  interconnect?: {
    /**
     * Pod Security Standard of namespaces that the worker makes for applications; `baseline` when
     * absent.
     */
    podSecurity?: 'baseline' | 'restricted';

    /** A management cluster on which `kubectl` shows all networks; none when absent. */
    mirror?: {
      /** Name of the cluster; `workflows/deploy/mirror` must be applied to it. */
      cluster: string;
      /**
       * Project whose networks are named `<network>` there; those of all others are named
       * `<network>.<project>`, and those of this one as well when absent.
       */
      shortNames?: string;
    };

    /** The process that runs the workflows and the activities. */
    worker?: {
      /** Port of `/healthz` and `/readyz`; neither is served when absent. */
      healthPort?: number;
      /** Address that the health port listens on; `127.0.0.1` when absent. */
      healthHost?: string;
      /** Activities at once, over all rollouts; 200 when absent. */
      maxActivities?: number;
      /**
       * Seconds that running activities may go on when the worker is told to end; 30 when absent.
       */
      shutdownGraceSeconds?: number;
      /**
       * Seconds that an application must run without a restart until it counts as ready; 10 when
       * absent.
       */
      settleSeconds?: number;
      /** A prebuilt bundle of the workflows; built at start when absent. */
      workflowBundle?: string;
    };
  };
}
