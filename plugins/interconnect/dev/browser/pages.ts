import { approvalRollouts, shopDocument } from '../answers';

/** Colour schemes that every page has to work in. */
export const themes = ['light', 'dark'] as const;

/** One of them. */
export type Theme = (typeof themes)[number];

/** A page of the plugin as the recorded answers show it. */
export interface RecordedPage {
  /** Of its picture. */
  name: string;
  path: string;
  /** That stands there when it is shown. */
  heading: string;
  /** What is pressed there before it is looked at, one button after the other. */
  press?: string[];
  /** A text that stands there at last, when the heading does not say it. */
  shows?: string;
  /** One of the main pages: its picture is taken in the dark, too. */
  main?: true;
  /** Looked at on narrow screens as well: those of which each is drawn in its own way. */
  narrow?: true;
}

const networks = '/interconnect/networks/edge-shop';
const shop = `${networks}/shop`;
const returns = `${networks}/returns`;
const { waiting, own, approved, rejected, expired } = approvalRollouts;
const edit = '/interconnect/request?project=edge-shop&network=shop';
const document = shopDocument('Web shop for the stores', 'cluster-1', ['cluster-2', 'cluster-3']);
document.hub!.loadBalancer!.addresses = ['127.20.0.200-127.20.0.219'];
const filled = `/interconnect/request?${new URLSearchParams({
  project: 'edge-shop',
  network: 'web-shop',
  document: JSON.stringify(document),
})}`;

const byLabels = `/interconnect/request?${new URLSearchParams({
  project: 'edge-shop',
  network: 'web-shop',
  document: JSON.stringify({
    ...document,
    spokes: [{ cluster: 'cluster-3' }, { selector: { environment: 'production' }, follow: true }],
  }),
})}`;

const podinfo = {
  kind: 'helm' as const,
  chart: 'podinfo',
  repository: 'oci://ghcr.io/stefanprodan/charts',
  version: '6.14.1',
  values: {
    replicaCount: 2,
    service: {
      annotations: { 'network.app.edge-orchestrator.intel.com/expose-service': 'true' },
    },
  },
};
const withChart = `/interconnect/request?${new URLSearchParams({
  project: 'edge-shop',
  network: 'podinfo',
  document: JSON.stringify({
    ...document,
    applications: [
      {
        name: 'podinfo',
        clusters: ['cluster-1'],
        namespace: 'shop',
        expose: true,
        source: podinfo,
      },
    ],
  }),
})}`;

/** The pictures of a page: each in the light, the main ones in the dark as well. */
export function picturesOf({ name, main }: RecordedPage): { file: string; theme: Theme }[] {
  const wanted: Theme[] = main ? ['light', 'dark'] : ['light'];
  return wanted.map(theme => ({ file: `${name}-${theme}.png`, theme }));
}

/** Every page, in the states that differ to look at. */
export const recordedPages: RecordedPage[] = [
  { name: 'networks', path: '/interconnect', heading: 'Networks', main: true, narrow: true },
  { name: 'home', path: '/interconnect/home', heading: 'My networks', narrow: true },
  { name: 'clusters', path: '/interconnect/clusters', heading: 'Clusters', narrow: true },
  { name: 'network', path: shop, heading: 'Members', main: true, narrow: true },
  { name: 'network-link-down', path: returns, heading: 'Members', main: true },
  { name: 'network-500-spokes', path: `${networks}/stores`, heading: 'Members' },
  {
    name: 'network-empty',
    path: `${networks}/draft`,
    heading: 'This network has no members yet',
  },
  {
    name: 'network-stale',
    path: '/interconnect/networks/warehouse/stock',
    heading: 'Members',
  },
  {
    name: 'network-gone',
    path: `${networks}/gone`,
    heading: 'Project edge-shop has no network gone',
  },
  { name: 'network-approval', path: `${networks}/tills`, heading: 'Members' },
  {
    name: 'network-repair',
    path: returns,
    heading: 'Members',
    press: ['Repair'],
    shows: 'Repair network returns?',
  },
  { name: 'services', path: `${shop}/services`, heading: 'my-backend:8080', narrow: true },
  {
    name: 'services-tls',
    path: `${networks}/payments/services`,
    heading: 'secure-backend:8443',
    narrow: true,
  },
  { name: 'certificate-ends', path: `${networks}/payments`, heading: 'Members' },
  { name: 'rollouts', path: `${networks}/tills/rollouts`, heading: 'tills', narrow: true },
  { name: 'audit', path: `${returns}/audit`, heading: 'returns', narrow: true },
  {
    name: 'diagnostics',
    path: `${returns}/diagnostics`,
    heading: 'Which clusters take part?',
    narrow: true,
  },
  {
    name: 'rollout',
    path: `${returns}/rollouts/1c3e5a7b-9d8f-4e6a-b2c4-6f8e0a1c3d5e`,
    heading: 'Repair returns',
    main: true,
    narrow: true,
  },
  {
    name: 'rollout-running',
    path: `${networks}/popup/rollouts/7d5c2f0e-1b1f-4a53-9a55-3f1f3c1f0a11`,
    heading: 'Create popup',
  },
  {
    name: 'approval',
    path: `${networks}/tills/rollouts/${waiting}`,
    heading: 'Approval',
    main: true,
    narrow: true,
  },
  { name: 'approval-own', path: `${networks}/pickup/rollouts/${own}`, heading: 'Approval' },
  {
    name: 'approval-approved',
    path: `${networks}/tills/rollouts/${approved}`,
    heading: 'Approval',
  },
  {
    name: 'approval-rejected',
    path: `${networks}/tills/rollouts/${rejected}`,
    heading: 'Approval',
  },
  {
    name: 'approval-expired',
    path: `${networks}/tills/rollouts/${expired}`,
    heading: 'Approval',
  },
  { name: 'request', path: '/interconnect/request', heading: 'Request a network' },
  { name: 'request-edit', path: edit, heading: 'Edit shop' },
  {
    name: 'request-members',
    path: filled,
    heading: 'Request a network',
    press: ['2. Hub and spokes'],
    shows: 'Step 2 of 4: Hub and spokes',
  },
  {
    name: 'request-selector',
    path: byLabels,
    heading: 'Request a network',
    press: ['2. Hub and spokes'],
    shows: 'Currently: cluster-2',
  },
  {
    name: 'request-applications',
    path: filled,
    heading: 'Request a network',
    press: ['3. Applications'],
    shows: 'Step 3 of 4: Applications',
    narrow: true,
  },
  {
    name: 'request-chart',
    path: withChart,
    heading: 'Request a network',
    press: ['3. Applications'],
    shows: 'Values (YAML)',
  },
  {
    name: 'request-review',
    path: filled,
    heading: 'Request a network',
    press: ['4. Review'],
    shows: 'Addresses for clients',
    main: true,
    narrow: true,
  },
  {
    name: 'request-document',
    path: filled,
    heading: 'Request a network',
    press: ['YAML'],
    shows: 'Network document (YAML)',
  },
  {
    name: 'entity-system',
    path: '/catalog/default/system/edge-shop',
    heading: 'edge-shop',
    shows: 'Application networks',
    main: true,
  },
  {
    name: 'entity-system-tab',
    path: '/catalog/default/system/edge-shop/interconnect',
    heading: 'edge-shop',
    shows: 'Request a network',
  },
  {
    name: 'entity-component',
    path: '/catalog/default/component/my-backend',
    heading: 'my-backend',
    shows: 'Application networks',
  },
  {
    name: 'entity-component-tab',
    path: '/catalog/default/component/my-backend/interconnect',
    heading: 'my-backend',
    shows: 'Request a network',
  },
];
