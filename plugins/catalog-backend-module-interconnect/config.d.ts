import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Clusters and networks of Interconnect as Resources. */
      interconnect?: {
        /** When the catalog is refreshed; every 30 seconds when absent. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Owner of the clusters, and of networks whose project the catalog does not know: the ref
         * of an entity. `group:default/unknown` when absent.
         */
        owner?: string;
      };
    };
  };
}
