import type { PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import {
  applicationStep,
  exposedBackend,
  networkRef,
  stepsOf,
} from '../kubernetes/__testUtils__/steps';
import { activityInput } from './activityInput';

const network = networkRef('shop');
const server = 'deployApplication:my-backend@cluster-1';
const exposures = new Map([[server, [exposedBackend()]]]);
const nothing = { applied: () => ({}), serversOf: () => [], missingFor: () => [] };
const step = (id: string, input: PlanStep['input']) =>
  ({
    id,
    kind: input.kind,
    action: 'apply',
    needs: [],
    summary: '',
    digest: '',
    input,
  }) as PlanStep;

it('tells a server what it exposed before, so that it knows what was withdrawn', () => {
  const input = applicationStep(network, {
    source: { kind: 'existing', services: ['my-backend'] },
  });
  expect(activityInput(step(server, input), exposures, {}, nothing).exposed).toEqual([
    exposedBackend(),
  ]);
  expect(activityInput(step(server, input), new Map(), {}, nothing)).not.toHaveProperty('exposed');
});

describe('a publication on a spoke', () => {
  const { publishOnSpoke } = stepsOf(network, []);
  const input = { ...publishOnSpoke, serversDigest: 'of the backend' };
  const publication = step('publishServices@cluster-2', input);
  const serversOf = (digest: string) => (digest === 'of the backend' ? [server] : []);

  it('is told what the servers of its plan expose', () => {
    const argument = activityInput(publication, exposures, {}, { ...nothing, serversOf });
    expect(argument.exposed).toEqual([exposedBackend()]);
    expect(argument).not.toHaveProperty('missing');
  });

  it('is told which servers have not succeeded, and of nothing else', () => {
    const missingFor = () => [
      step(server, applicationStep(network)),
      step('deploySkupper@cluster-3', stepsOf(network, []).deploySpoke),
    ];
    const known = { ...nothing, serversOf, missingFor };
    expect(activityInput(publication, exposures, {}, known).missing).toEqual([server]);
  });
});

describe('a link', () => {
  const { linkSpoke } = stepsOf(network, []);
  const exposedTo = (more: object) => {
    const input = { ...linkSpoke, ...more } as PlanStep['input'];
    const serversOf = () => [server];
    const known = { ...nothing, serversOf };
    return activityInput(step('linkSpoke@cluster-2', input), exposures, {}, known).exposed;
  };

  it('publishes nothing', () => {
    expect(exposedTo({})).toBeUndefined();
  });

  it('of a plan of before, which has the servers or their digest, is told what they expose', () => {
    expect(exposedTo({ servers: { [server]: 'digest' } })).toEqual([exposedBackend()]);
    expect(exposedTo({ serversDigest: 'any' })).toEqual([exposedBackend()]);
  });
});
