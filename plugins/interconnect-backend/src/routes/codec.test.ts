import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { defaultPayloadConverter } from '@temporalio/common';
import request from 'supertest';
import { testCodec, testEncryption } from '@interconnect/workflows/testing';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { Api, startApi } from '../__testUtils__/startApi';

const path = '/codec/decode';
const secret = { manifest: 'kind: Secret of the till\n'.repeat(500) };

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** As Temporal's UI sends them. */
async function encoded(...values: unknown[]) {
  const payloads = await testCodec.encode(values.map(v => defaultPayloadConverter.toPayload(v)!));
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata!).map(([name, bytes]) => [name, base64(bytes)]),
      ),
      data: base64(data!),
    })),
  };
}

describe('the remote codec', () => {
  let api: Api;
  let result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  const authorize = jest.fn();
  beforeAll(async () => {
    auditor.createEvent.mockResolvedValue(event);
    const permissions = mockServices.permissions.mock({ authorize });
    api = await startApi({
      temporal: () => new FakeTemporal(),
      features: [auditor.factory, permissions.factory],
      config: { temporal: { encryption: testEncryption } },
    });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    jest.clearAllMocks();
    result = AuthorizeResult.ALLOW;
    authorize.mockImplementation(async (queries: unknown[]) => queries.map(() => ({ result })));
  });
  const audited = () =>
    auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId).filter(id => /decode/.test(id));

  it('decodes what backend and worker write, for who may', async () => {
    const { status, body } = await api.call(
      'post',
      path,
      await encoded(secret, 'small', undefined),
    );
    expect(status).toBe(200);
    const values = body.payloads.map(({ metadata, data }: any) =>
      defaultPayloadConverter.fromPayload({
        metadata: { encoding: Buffer.from(metadata.encoding, 'base64') },
        data: Buffer.from(data, 'base64'),
      }),
    );
    expect(values).toEqual([secret, 'small', undefined]);
    expect(audited()).toEqual(['history-decode']);
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(authorize.mock.calls[0][0][0].permission.name).toBe('interconnect.history.decode');
  });

  it.each([
    ['nobody', mockCredentials.none.header(), 401],
    ['junk', 'Bearer junk', 401],
    ['a token that is not valid', mockCredentials.user.invalidHeader(), 401],
  ])('refuses %s, whatever is sent', async (_, authorization, status) => {
    for (const body of [await encoded(secret), 'no JSON at all']) {
      const answer = await request(api.server)
        .post(`/api/interconnect${path}`)
        .set('authorization', authorization ?? '')
        .send(body);
      expect(answer.status).toBe(status);
      expect(answer.text).not.toMatch(/till/);
    }
    expect(authorize).not.toHaveBeenCalled();
  });

  it('refuses who lacks the permission, and keeps that it did', async () => {
    result = AuthorizeResult.DENY;
    for (const authorization of [
      mockCredentials.user.header('user:default/guest'),
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:other'),
        targetPluginId: 'interconnect',
      }),
    ]) {
      const answer = await api.call('post', path, await encoded(secret), { authorization });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toBe(
        'You do not have the permission interconnect.history.decode',
      );
      expect(answer.body.payloads).toBeUndefined();
    }
    expect(audited()).toHaveLength(2);
    expect(event.fail).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['no list', {}, /payloads: a list/],
    ['a list that is too long', { payloads: Array(5001).fill({}) }, /at most 5000/],
    ['what is no payload', { payloads: [{ data: 7 }] }, /payloads\[0\]: \{ metadata/],
    ['metadata that are none', { payloads: [{ metadata: 'x' }] }, /payloads\[0\]/],
  ])('says what it accepts instead of %s', async (_, body, message) => {
    const answer = await api.call('post', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(message);
  });

  it('takes nothing in a list', async () => {
    expect((await api.call('post', path, { payloads: [null] })).status).toBe(200);
  });

  it('says that a key is missing or the bytes are not what was written', async () => {
    const [payload] = (await encoded(secret)).payloads;
    const changed = { ...payload, data: base64(Buffer.alloc(100)) };
    const other = { ...payload.metadata, 'encryption-key-id': base64(Buffer.from('2019')) };
    for (const [sent, message] of [
      [changed, /cannot be decrypted with the key 'tests'/],
      [{ ...payload, metadata: other }, /is encrypted with the key '2019', which interconnect/],
    ] as const) {
      const { status, body } = await api.call('post', path, { payloads: [sent] });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(message);
    }
  });

  it('does not unpack more than there is room for', async () => {
    const large = Buffer.alloc(33 * 1024 * 1024);
    const answer = await api.call('post', path, await encoded(large));
    expect(answer.status).toBe(413);
    const long = { payloads: [{ data: 'A'.repeat(5 * 1024 * 1024) }] };
    expect((await api.call('post', path, long)).status).toBe(413);
  });

  it('reads nothing with other keys', async () => {
    const { payloads } = await encoded(secret);
    const raw = payloads.map(({ metadata, data }) => ({
      metadata: { encoding: Buffer.from(metadata.encoding, 'base64') },
      data: Buffer.from(data, 'base64'),
    }));
    await expect(createPayloadCodec([]).decode(raw)).rejects.toThrow(/does not have$/);
  });
});
