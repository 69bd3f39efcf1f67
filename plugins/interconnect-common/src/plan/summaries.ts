import { StepInput } from './types';

/**
 * Why a step is applied: for the first time, because it was left half done, with another input than before, or once more
 * with the same; `rotate`: because the hub gets another authority.
 */
export type Recurrence = 'first' | 'repeat' | 'update' | 'repair' | 'rotate';

const again: Record<Recurrence, string> = {
  first: '',
  repeat: ' (repeat)',
  update: ' (update)',
  repair: ' (repair)',
  rotate: ' (new authority)',
};

/** One line for people about what a step does, with the cluster first: "cluster-2: link to hub cluster-1". */
export function applySummary(input: StepInput, recurrence: Recurrence): string {
  return describe(input) + again[recurrence];
}

function describe(input: StepInput): string {
  switch (input.kind) {
    case 'createNetwork':
      return `${input.cluster}: create network ${input.network.name} in namespace ${input.network.namespace}`;
    case 'deployLoadBalancer':
      return `${input.cluster}: load balancer${
        input.addresses ? ` with addresses ${input.addresses.join(', ')}` : ''
      }`;
    case 'deploySkupper':
      return `${input.cluster}: Skupper as ${input.role}`;
    case 'deployApplication': {
      const services =
        input.source.kind === 'existing' ? ` (${input.source.services.join(', ')})` : '';
      const verb = input.source.kind === 'existing' ? 'use' : 'deploy';
      return `${input.cluster}: ${verb} ${input.application}${services} in namespace ${
        input.namespace
      }${input.expose ? ' and expose its services' : ''}`;
    }
    case 'linkSpoke':
      return `${input.cluster}: link to hub ${input.hub}`;
    case 'publishServices':
      return `${input.cluster}: publish the exposed services`;
    case 'retireAuthority':
      return `${input.cluster}: refuse certificates of the former authority`;
    case 'verify':
      return `verify ${input.members.length} member${input.members.length === 1 ? '' : 's'}`;
    default:
      return (input as StepInput).kind;
  }
}

/** One line for people about what the inverse of a step does. */
export function removeSummary(input: StepInput): string {
  switch (input.kind) {
    case 'createNetwork':
      return `${input.cluster}: remove network ${input.network.name} and namespace ${input.network.namespace}`;
    case 'deployLoadBalancer':
      return `${input.cluster}: remove the network's load balancer`;
    case 'deploySkupper':
      return `${input.cluster}: remove the network's Skupper site`;
    case 'deployApplication':
      return input.source.kind === 'existing'
        ? `${input.cluster}: stop using ${input.application}`
        : `${input.cluster}: remove ${input.application} from namespace ${input.namespace}`;
    case 'linkSpoke':
      return `${input.cluster}: remove link to hub ${input.hub}`;
    case 'publishServices':
      return `${input.cluster}: withdraw the exposed services`;
    case 'retireAuthority':
      return `${input.cluster}: nothing is left of the former authority`;
    default:
      return `remove ${input.kind}`;
  }
}
