import { Network, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { networkTexts } from '../../texts/network';
import { AuditTab } from './AuditTab';
import { DiagnosticsTab } from './DiagnosticsTab';
import { OverviewTab } from './OverviewTab';
import { RolloutsTab } from './RolloutsTab';
import { ServicesTab } from './ServicesTab';

type Texts = typeof networkTexts;

/** Keys of texts without variables. */
type Label = {
  [K in keyof Texts]: Texts[K] extends `${string}{{${string}` ? never : K;
}[keyof Texts];

/** A tab of the page of a network. */
export type NetworkTab = {
  /** Below the path of the network; empty: what is shown first. */
  path: string;
  label: Label;
} & (
  | { render: (network: Network) => ReactNode }
  /** For a network that is gone as well. `busy`: a rollout of it is open. */
  | { renderHistory: (name: NetworkName, busy: boolean) => ReactNode }
);

/**
 * The tabs of the page of a network, in their order: its header and its routes are made from them.
 */
export const networkTabs: NetworkTab[] = [
  { path: '', label: 'network.overview', render: network => <OverviewTab network={network} /> },
  {
    path: 'services',
    label: 'network.services',
    render: network => <ServicesTab network={network} />,
  },
  {
    path: 'rollouts',
    label: 'network.rollouts',
    renderHistory: (name, busy) => <RolloutsTab name={name} busy={busy} />,
  },
  {
    path: 'audit',
    label: 'network.audit',
    renderHistory: (name, busy) => <AuditTab name={name} busy={busy} />,
  },
  {
    path: 'diagnostics',
    label: 'network.diagnostics',
    render: network => <DiagnosticsTab network={network} />,
  },
];
