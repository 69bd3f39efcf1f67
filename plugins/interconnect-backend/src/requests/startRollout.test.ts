import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

describe('a request', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  describe('while Temporal', () => {
    it('is down: 503, nothing is left, the request can be repeated', async () => {
      temporal.mode = 'down';
      const refused = await api.call('put', `${networks}/shop`, shop);
      expect(refused.status).toBe(503);
      expect(refused.body.error.message).toMatch(
        /Nothing was changed; the request can be repeated/,
      );
      expect((await api.call('get', `${networks}/shop`)).status).toBe(404);
      expect((await api.call('get', networks)).body).toEqual([]);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toEqual([]);
      expect((await api.call('put', `${networks}/seed`, seed)).status).toBe(200);
      temporal.mode = 'up';
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(200);
    });

    it('loses its answer: the rollout that was started is found', async () => {
      temporal.mode = 'lost';
      const lost = await api.call('put', `${networks}/shop`, shop);
      expect(lost.status).toBe(503);
      expect(lost.body.error.message).toMatch(/not known yet/);
      temporal.mode = 'up';
      const again = await api.call('put', `${networks}/shop`, shop);
      expect(again.status).toBe(409);
      const { body } = await api.call('get', `${networks}/shop`);
      expect(body).toMatchObject({ generation: 1, rollout: { id: again.body.error.rollout.id } });
      expect(temporal.running.size).toBe(1);
    });

    it('never got the request: it can be repeated after a while', async () => {
      temporal.mode = 'silent';
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(503);
      temporal.mode = 'up';
      // It may still arrive.
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(409);
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
      const again = await api.call('put', `${networks}/shop`, shop);
      jest.restoreAllMocks();
      expect(again.status).toBe(200);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toHaveLength(1);
    });

    it('runs a workflow of the network that is not ours', async () => {
      temporal.running.set('interconnect.edge-shop.shop', { rolloutId: 'foreign' } as any);
      const answer = await api.call('put', `${networks}/shop`, shop);
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toMatch(/foreign/);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toEqual([]);
    });
  });
});
