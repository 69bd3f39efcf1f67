/** A page of the plugin as the recorded answers show it. */
export interface RecordedPage {
  /** Of its picture. */
  name: string;
  path: string;
  /** That stands there when it is shown. */
  heading: string;
}

const shop = '/interconnect/networks/edge-shop/shop';
const returns = '/interconnect/networks/edge-shop/returns';

/** Every page, in the states that differ to look at. */
export const recordedPages: RecordedPage[] = [
  { name: 'networks', path: '/interconnect', heading: 'Networks' },
  { name: 'clusters', path: '/interconnect/clusters', heading: 'Clusters' },
  { name: 'network', path: shop, heading: 'Members' },
  { name: 'network-link-down', path: returns, heading: 'Members' },
  {
    name: 'network-500-spokes',
    path: '/interconnect/networks/edge-shop/stores',
    heading: 'Members',
  },
  {
    name: 'network-empty',
    path: '/interconnect/networks/edge-shop/draft',
    heading: 'This network has no members yet',
  },
  {
    name: 'network-stale',
    path: '/interconnect/networks/warehouse/stock',
    heading: 'Members',
  },
  {
    name: 'network-gone',
    path: '/interconnect/networks/edge-shop/gone',
    heading: 'Project edge-shop has no network gone',
  },
  { name: 'services', path: `${shop}/services`, heading: 'my-backend:8080' },
  { name: 'rollouts', path: `${returns}/rollouts`, heading: 'returns' },
  {
    name: 'rollout',
    path: `${returns}/rollouts/1c3e5a7b-9d8f-4e6a-b2c4-6f8e0a1c3d5e`,
    heading: 'Repair returns',
  },
  { name: 'request', path: '/interconnect/request', heading: 'Request a network' },
  {
    name: 'request-edit',
    path: '/interconnect/request?project=edge-shop&network=shop',
    heading: 'Edit shop',
  },
  { name: 'audit', path: `${returns}/audit`, heading: 'returns' },
  { name: 'diagnostics', path: `${returns}/diagnostics`, heading: 'Which clusters take part?' },
];
