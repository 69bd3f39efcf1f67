import { rolloutStates } from '@interconnect/backstage-plugin-interconnect-common';
import type { NetworkHead } from '../store/NetworkStore';

/** What an observation would miss on the clusters is being taken away on purpose. */
export function isBeingRemoved({ open }: Pick<NetworkHead, 'open'>): boolean {
  return (
    open !== undefined &&
    rolloutStates[open.state].changesClusters === true &&
    (open.operation === 'delete' || open.state === 'RollingBack')
  );
}
