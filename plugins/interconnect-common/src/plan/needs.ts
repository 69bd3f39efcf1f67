import { stepIdOf } from './stepIds';
import { DeployApplicationInput, StepInput } from './types';

/**
 * Which steps of a set each step really needs (the arrows of a rollout): derived from the inputs alone, so
 * that it says the same for what is asked for and for what once was applied, however incomplete that is.
 *
 * - the load balancer needs the network, the hub's Skupper the load balancer, a spoke's Skupper the network;
 * - a server needs the Skupper of its own cluster;
 * - links and published services need the hub's Skupper, the spoke's own, and the servers whose services they publish;
 * - a client needs what makes the services reachable on its cluster;
 * - an authority is retired when all links have certificates of the next one.
 *
 * Every need goes one level down in this list, therefore there are no cycles.
 */
export function needsOf(steps: ReadonlyMap<string, StepInput>): Map<string, string[]> {
  const inputs = [...steps.values()];
  const networks = idsWhere(inputs, input => input.kind === 'createNetwork');
  const servers = serversAmong(steps);
  const known = (...ids: string[]) => ids.filter(id => steps.has(id));

  const needs = (input: StepInput): string[] => {
    switch (input.kind) {
      case 'deployLoadBalancer':
        return known(stepIdOf({ kind: 'createNetwork', cluster: input.cluster }));
      case 'deploySkupper':
        return input.role === 'hub'
          ? known(stepIdOf({ kind: 'deployLoadBalancer', cluster: input.cluster }))
          : networks;
      case 'publishServices':
        return [...known(stepIdOf({ kind: 'deploySkupper', cluster: input.cluster })), ...servers];
      case 'linkSpoke':
        return [
          ...known(
            stepIdOf({ kind: 'deploySkupper', cluster: input.hub }),
            stepIdOf({ kind: 'deploySkupper', cluster: input.cluster }),
          ),
          ...servers,
        ];
      case 'retireAuthority':
        return [
          ...known(stepIdOf({ kind: 'deploySkupper', cluster: input.cluster })),
          ...idsWhere(inputs, other => other.kind === 'linkSpoke'),
        ];
      case 'deployApplication':
        return servers.has(stepIdOf(input))
          ? known(stepIdOf({ kind: 'deploySkupper', cluster: input.cluster }))
          : clientNeeds(input, known);
      default:
        return [];
    }
  };
  return new Map([...steps].map(([id, input]) => [id, [...new Set(needs(input))]]));
}

/**
 * Servers, and what was one when something was published that still is: a rollout that failed may have turned the
 * server into a client and not yet have withdrawn its services.
 */
function serversAmong(steps: ReadonlyMap<string, StepInput>): Set<string> {
  const servers = new Set(idsWhere([...steps.values()], isServer));
  for (const input of steps.values()) {
    if ('servers' in input) {
      Object.keys(input.servers)
        .filter(id => steps.has(id))
        .forEach(id => servers.add(id));
    }
  }
  return servers;
}

/** On a spoke its link, on the hub the published services, without either the Skupper of its cluster. */
function clientNeeds({ cluster }: DeployApplicationInput, known: (...ids: string[]) => string[]) {
  const publishers = known(
    stepIdOf({ kind: 'linkSpoke', cluster }),
    stepIdOf({ kind: 'publishServices', cluster }),
  );
  return publishers.length > 0 ? publishers : known(stepIdOf({ kind: 'deploySkupper', cluster }));
}

/** Whether the step deploys an application whose services are exposed. */
export function isServer(input: StepInput): input is DeployApplicationInput {
  return input.kind === 'deployApplication' && input.expose;
}

function idsWhere(inputs: StepInput[], matches: (input: StepInput) => boolean): string[] {
  return inputs.filter(matches).map(stepIdOf);
}
