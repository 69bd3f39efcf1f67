import { ConfigReader } from '@backstage/config';
import { readAllowedUrls } from './allowedUrls';

const allow = (...entries: { host: string; paths?: string[] }[]) => {
  const isAllowed = readAllowedUrls(
    new ConfigReader(entries.length > 0 ? { backend: { reading: { allow: entries } } } : {}),
  );
  return (url: string) => isAllowed(new URL(url));
};

describe('readAllowedUrls', () => {
  it('allows nothing without configuration', () => {
    expect(allow()('https://example.com/')).toBe(false);
  });

  it.each([
    ['example.com', 'https://example.com/x', true],
    ['example.com', 'https://EXAMPLE.com/x', true],
    ['example.com', 'https://example.com:8443/x', false],
    ['example.com', 'https://a.example.com/x', false],
    ['example.com', 'https://example.com.evil.org/x', false],
    ['*.example.com', 'https://a.example.com/x', true],
    ['*.example.com', 'https://example.com/x', false],
    ['*.example.com', 'https://notexample.com/x', false],
    ['example.com:8443', 'https://example.com:8443/x', true],
    ['example.com:8443', 'https://example.com/x', false],
    ['example.com:443', 'https://example.com/x', true],
    ['example.com:80', 'http://example.com/x', true],
    ['example.com:8000-8100', 'http://example.com:8050/x', true],
    ['example.com:8000-8100', 'http://example.com:8101/x', false],
  ])('%s: %s is %s', (host, url, expected) => {
    expect(allow({ host })(url)).toBe(expected);
  });

  it.each([
    ['/team', '/team', true],
    ['/team', '/team/web.yaml', true],
    ['/team/', '/team/web.yaml', true],
    ['/team', '/teams/web.yaml', false],
    ['/team', '/team/../other/web.yaml', false],
    ['/team', '/team/%2e%2e/other/web.yaml', false],
    ['/team', '/team/..%2fother/web.yaml', false],
    ['/team', '/team/..%5Cother/web.yaml', false],
  ])('path %s: %s is %s', (path, asked, expected) => {
    const isAllowed = allow({ host: 'example.com', paths: [path] });
    expect(isAllowed(`https://example.com${asked}`)).toBe(expected);
  });
});
