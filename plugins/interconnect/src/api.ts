import { createApiRef } from '@backstage/core-plugin-api';
import { InterconnectApi } from '@interconnect/backstage-plugin-interconnect-common';

/** The REST API of the backend. @public */
export const interconnectApiRef = createApiRef<InterconnectApi>({
  id: 'plugin.interconnect.client',
});
