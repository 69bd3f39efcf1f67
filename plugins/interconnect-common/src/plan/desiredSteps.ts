import { DesiredNetwork, networkRefOf } from '../document/DesiredNetwork';
import { StepInput, steps } from '../steps';
import { deployApplication, isServer } from '../steps/deployApplication';
import { stepDigest } from '../steps/digest';
import { AskedNetwork } from '../steps/StepDefinition';
import { stepIdOf } from '../steps/stepIds';
import { subjectOf } from './types';

/**
 * Inputs of all steps of a network that stands completely, by step id, in no particular order.
 * `verify` is not among them. A document without a hub has none.
 *
 * @param authority - how often the authority of the hub has been replaced once they stand
 */
export function desiredSteps(desired: DesiredNetwork, authority = 0): Map<string, StepInput> {
  const { hub, spokes = [], applications = [] } = desired.document;
  if (!hub) {
    return new Map();
  }
  const asked: AskedNetwork = {
    desired,
    network: networkRefOf(desired),
    hub,
    spokes,
    applications,
    ...(authority > 0 && { authority }),
    servers: {},
  };
  for (const input of deployApplication.desired(asked).filter(isServer)) {
    asked.servers[stepIdOf(input)] = stepDigest(input);
  }
  const inputs = Object.values(steps).flatMap((kind): StepInput[] => kind.desired(asked));
  return new Map(inputs.map(input => [stepIdOf(subjectOf(input)), input]));
}
