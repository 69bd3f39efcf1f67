import { isAllowedSource } from './sourceRanges';

describe('isAllowedSource', () => {
  it.each([
    ['127.230.0.2', [], true],
    ['127.230.0.2', ['127.230.0.0/24'], true],
    ['127.230.0.2', ['10.0.0.0/8', '127.230.0.2/32'], true],
    ['127.230.0.2', ['127.230.1.0/24'], false],
    ['127.0.0.1', ['127.230.0.0/16'], false],
    ['127.0.0.1', ['0.0.0.0/0'], true],
    ['::1', ['0.0.0.0/0'], false],
    ['127.0.0.1', ['nonsense'], false],
  ])('%s from %j: %s', (address, ranges, allowed) => {
    expect(isAllowedSource(address, ranges)).toBe(allowed);
  });
});
