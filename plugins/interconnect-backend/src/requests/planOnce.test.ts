import * as common from '@interconnect/backstage-plugin-interconnect-common';
import * as node from '@interconnect/backstage-plugin-interconnect-node';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';
import { endRollout } from '../__testUtils__/endRollout';

jest.mock('@interconnect/backstage-plugin-interconnect-common', () => {
  const actual = jest.requireActual('@interconnect/backstage-plugin-interconnect-common');
  return { ...actual, plan: jest.fn(actual.plan) };
});
const plan = jest.mocked(common.plan);
jest.mock('@interconnect/backstage-plugin-interconnect-node', () => {
  const actual = jest.requireActual('@interconnect/backstage-plugin-interconnect-node');
  return { ...actual, readClusters: jest.fn(actual.readClusters) };
});
const readClusters = jest.mocked(node.readClusters);

/**
 * A request plans, and all that follows carries that plan on: Temporal, the store, what is read of
 * the history.
 */
describe('the planner runs once for', () => {
  let api: Api;
  let temporal: FakeTemporal;
  beforeAll(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterAll(() => api.stop());

  const input = () => temporal.running.get('interconnect.edge-shop.shop')!;
  async function end() {
    await endRollout(api.rollouts, input().rolloutId);
    temporal.running.clear();
  }
  const anyMatch = { 'if-match': '*' };

  it('a preview, which reads the clusters once', async () => {
    plan.mockClear();
    readClusters.mockClear();
    const { status } = await api.call('post', `${networks}/shop/plan`, shop);
    expect(status).toBe(200);
    expect(readClusters).toHaveBeenCalledTimes(1);
    expect(plan).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => Promise<{ status: number }>]>([
    ['a PUT', () => api.call('put', `${networks}/shop`, shop)],
    ['a repair', () => api.call('post', `${networks}/shop/repair`, {}, anyMatch)],
    ['a DELETE', () => api.call('delete', `${networks}/shop`, undefined, anyMatch)],
  ])('%s', async (_, ask) => {
    plan.mockClear();
    expect((await ask()).status).toBeLessThan(300);
    expect(plan).toHaveBeenCalledTimes(1);
    const { steps } = plan.mock.results[0].value as common.Plan;
    expect(input().steps).toEqual(steps);
    await end();
  });
});
