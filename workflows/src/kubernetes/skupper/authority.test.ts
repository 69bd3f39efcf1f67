import {
  firstAuthority,
  secondAuthority,
  signedByFirst,
  withNames,
} from '../__testUtils__/certificates';
import { whyNotFor, whyOutdated } from './authority';

const secret = (pem: string) => ({ 'tls.crt': Buffer.from(pem).toString('base64') });
const issued = secret(signedByFirst);
const now = new Date('2026-12-01T00:00:00Z');

it('a certificate that the authority of now has signed is fine', () => {
  expect(whyOutdated(issued, secret(firstAuthority), now)).toBeUndefined();
});

it('one of an authority of before is not, although both have the same name', () => {
  expect(whyOutdated(issued, secret(secondAuthority), now)).toBe(
    'it was signed by an authority that the hub has no more',
  );
});

it('one that ends within a month is not', () => {
  const soon = new Date('2031-11-01T00:00:00Z');
  expect(whyOutdated(issued, secret(firstAuthority), soon)).toBe(
    'its certificate ends on 2031-11-27',
  );
});

it.each([
  ['there is no authority', issued, {}, 'the authority of the hub has no certificate yet'],
  [
    'it is no certificate',
    { 'tls.crt': 'YQ==' },
    secret(firstAuthority),
    'its certificate cannot be read',
  ],
])('%s', (_, data, authority, why) => {
  expect(
    whyOutdated(data as Record<string, string>, authority as Record<string, string>, now),
  ).toBe(why);
});

it('one that lacks a name that was added since is not', () => {
  expect(whyNotFor(secret(withNames), ['web', 'web.shop'])).toBeUndefined();
  expect(whyNotFor(secret(withNames), ['web', 'till', 'till.shop'])).toBe(
    'its certificate is not for till, till.shop',
  );
  expect(whyNotFor(issued)).toBeUndefined();
  expect(whyNotFor({}, ['web'])).toBe('its certificate is not for web');
});
