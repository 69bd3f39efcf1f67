import {
  networkCreatePermission,
  NetworkName,
  networkUpdatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import { May, useMay } from '../../hooks/useMay';

/**
 * Whether the person may change a network that is there, or else ask for a new one in a project. Counts as allowed as long as
 * the project is not known.
 */
export function useMayRequest(project: string, existing: NetworkName | undefined): May {
  // the rules for new networks are about the project: not asked again for every letter of the name
  const create = useMay(networkCreatePermission, project ? { project, network: 'new' } : undefined);
  const update = useMay(networkUpdatePermission, existing);
  return existing ? update : create;
}
