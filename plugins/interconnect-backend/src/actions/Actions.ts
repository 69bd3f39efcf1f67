import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { InterconnectApi } from '@interconnect/backstage-plugin-interconnect-common';

/** What actions are registered with. */
export interface Actions {
  registry: ActionsRegistryService;
  /** The API for whoever invokes the action. */
  api(credentials: BackstageCredentials): InterconnectApi;
}

/** Of actions that change nothing. */
export const readOnly = { readOnly: true, destructive: false, idempotent: true };
