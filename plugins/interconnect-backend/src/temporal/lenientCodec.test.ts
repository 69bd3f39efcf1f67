import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { defaultPayloadConverter } from '@temporalio/common';
import { testCodec } from '@interconnect/workflows/testing';
import { lenientCodec } from './lenientCodec';

it('what cannot be read is nothing, and the rest is there', async () => {
  const [plain, other] = ['plain', 'other'].map(text => defaultPayloadConverter.toPayload(text));
  const [encrypted] = await testCodec.encode([other]);
  const decode = async (codec = createPayloadCodec([])) => {
    const decoded = await lenientCodec(codec).decode([plain, encrypted]);
    return decoded.map(payload => defaultPayloadConverter.fromPayload(payload));
  };
  expect(await decode()).toEqual(['plain', undefined]);
  expect(await decode(testCodec)).toEqual(['plain', 'other']);
  const broken = { ...testCodec, decode: () => Promise.reject(new Error('a bug')) };
  await expect(decode(broken)).rejects.toThrow('a bug');
});
