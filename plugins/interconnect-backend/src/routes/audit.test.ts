import { mockServices } from '@backstage/backend-test-utils';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, seed } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

describe('audit', () => {
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  let api: Api;

  beforeEach(async () => {
    auditor.createEvent.mockResolvedValue(auditEvent);
    api = await startApi({ temporal: () => new FakeTemporal(), features: [auditor.factory] });
  });
  afterEach(() => api.stop());

  it('has an event for every change, also the refused ones', async () => {
    await api.call('put', `${networks}/seed`, seed);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'network-put',
        severityLevel: 'medium',
        meta: expect.objectContaining({ project: 'edge-shop', network: 'seed' }),
      }),
    );
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
    await api.call('put', `${networks}/seed`, { type: 'x' });
    expect(auditEvent.fail).toHaveBeenCalledTimes(1);
    const { body } = await api.call('get', `${networks}/seed/audit`);
    expect(body[1]).toMatchObject({
      actor: 'user:default/guest',
      action: 'network.put',
      outcome: 'refused',
      message: expect.stringContaining('type'),
    });
  });
});
