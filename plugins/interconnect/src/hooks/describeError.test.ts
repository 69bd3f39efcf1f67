import { refusal } from '../__testUtils__/refusal';
import { describeError } from './describeError';

it('names the permission that is missing', async () => {
  const message = 'You do not have the permission interconnect.network.update for edge-shop/shop';
  expect(describeError(await refusal(403, 'NotAllowedError', message))).toEqual({
    kind: 'denied',
    message,
    permission: 'interconnect.network.update',
  });
  expect(describeError(await refusal(403, 'NotAllowedError', 'No'))).toEqual({
    kind: 'denied',
    message: 'No',
  });
});

it('tells what is missing, what failed, and what does not answer', async () => {
  expect(describeError(await refusal(404, 'NotFoundError', 'No network "x"'))).toEqual({
    kind: 'missing',
    message: 'No network "x"',
  });
  expect(describeError(await refusal(503, 'ServiceUnavailableError', 'Later'))).toEqual({
    kind: 'other',
    message: 'Later',
  });
  expect(describeError(new TypeError('Failed to fetch')).kind).toBe('unreachable');
});

it('tells when to ask again after too many requests, a minute when nobody says it', async () => {
  const name = 'TooManyRequestsError';
  expect(describeError(await refusal(429, name, 'Later', { retryAfterSeconds: 7 }))).toEqual({
    kind: 'limited',
    message: 'Later',
    retryAfterSeconds: 7,
  });
  expect(describeError(await refusal(429, name, 'Later')).retryAfterSeconds).toBe(60);
});

it('never passes a stack on', () => {
  expect(describeError(new Error('broken\n    at secret.ts:1:1')).message).toBe('broken');
});
