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
const nothing = { applied: () => ({}), serversOf: () => [] };
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

it('tells a link what the servers of its plan expose', () => {
  const input = { ...stepsOf(network, []).linkSpoke, serversDigest: 'of the backend' };
  const serversOf = (digest: string) => (digest === 'of the backend' ? [server] : []);
  const known = { ...nothing, serversOf };
  expect(activityInput(step('linkSpoke@cluster-2', input), exposures, {}, known).exposed).toEqual([
    exposedBackend(),
  ]);
});

it('tells a link of a plan of before, which lists the servers, the same', () => {
  const { serversDigest: _, ...link } = stepsOf(network, []).linkSpoke;
  const input = { ...link, servers: { [server]: 'digest' } } as unknown as PlanStep['input'];
  expect(activityInput(step('linkSpoke@cluster-2', input), exposures, {}, nothing).exposed).toEqual(
    [exposedBackend()],
  );
});
