import { createNetwork, CreateNetworkInput } from './createNetwork';
import { deployApplication, DeployApplicationInput } from './deployApplication';
import { deployLoadBalancer, DeployLoadBalancerInput } from './deployLoadBalancer';
import { deploySkupper, DeploySkupperInput } from './deploySkupper';
import { linkSpoke, LinkSpokeInput } from './linkSpoke';
import { publishServices, PublishServicesInput } from './publishServices';
import { retireAuthority, RetireAuthorityInput } from './retireAuthority';
import { StepDefinition } from './StepDefinition';
import { verify, VerifyInput } from './verify';

/** A step's parameters: small, without secrets, the source of its digest. @public */
export type StepInput =
  | CreateNetworkInput
  | DeployLoadBalancerInput
  | DeploySkupperInput
  | PublishServicesInput
  | LinkSpokeInput
  | RetireAuthorityInput
  | DeployApplicationInput
  | VerifyInput;

/** What a step does; each kind is one activity with its inverse. @public */
export type StepKind = StepInput['kind'];

/** Input of the steps of a kind. @public */
export type InputOf<K extends StepKind> = Extract<StepInput, { kind: K }>;

/** All kinds, each in a file of its own. */
export const steps = {
  createNetwork,
  deployLoadBalancer,
  deploySkupper,
  publishServices,
  linkSpoke,
  retireAuthority,
  deployApplication,
  verify,
} satisfies { [K in StepKind]: StepDefinition<InputOf<K>> };

/** @public */
export const stepKinds = Object.keys(steps) as StepKind[];

/** Kinds whose effect can be taken back. @public */
export type InvertibleKind = {
  [K in StepKind]: (typeof steps)[K] extends { removeSummary: unknown } ? K : never;
}[StepKind];

const definitions: { [K in StepKind]: StepDefinition<InputOf<K>> } = steps;

/** What is said of the kind of a step. @public */
export function definitionOf<K extends StepKind>(
  input: InputOf<K> & { kind: K },
): StepDefinition<InputOf<K>> {
  return definitions[input.kind];
}
