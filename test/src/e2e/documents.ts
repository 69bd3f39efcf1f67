import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { Lab } from '@interconnect/lab';
import { root } from '@interconnect/lab/stack';

/**
 * The document of the README and the design, with the load balancer pool of this instance of the
 * lab.
 */
export function shopDocument(lab: Lab): NetworkDocument {
  const document = JSON.parse(readFileSync(join(root, 'examples', 'network.json'), 'utf8'));
  document.hub.loadBalancer.addresses = [lab.pool()];
  return document;
}

/** Of a hub of this instance of the lab: its addresses, for the lab's own. */
export function loadBalancerOf(lab: Lab) {
  return { addresses: [lab.pool()], allowedSources: ['127.0.0.0/8'] };
}

/** A hub with these addresses of the lab's pool, by their last numbers: two networks share none. */
export function hubOf(lab: Lab, from: number, to: number) {
  const prefix = lab.pool().split('-')[0].replace(/\d+$/, '');
  const addresses = [`${prefix}${from}-${prefix}${to}`];
  return { cluster: 'cluster-1', loadBalancer: { ...loadBalancerOf(lab), addresses } };
}

/** Clients reach `my-backend` here, on every member. */
export const backendUrl = 'http://my-backend.interconnect.svc.cluster.local:8080/';
