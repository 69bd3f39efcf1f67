import { posix } from 'node:path';
import type { Config } from '@backstage/config';

/**
 * Which http(s) urls `backend.reading.allow` names, by the rules of Backstage's own reader: hosts
 * (`git.example.com`, `*.example.com`, `git.example.com:8443`, a range of ports too) and paths.
 * That reader asks only where no integration is in charge; here it is asked always, so that the
 * credentials of integrations read nothing that nobody has allowed.
 */
export function readAllowedUrls(config: Config): (url: URL) => boolean {
  const entries = config.getOptionalConfigArray('backend.reading.allow') ?? [];
  const allowed = entries.map(entry => {
    const [host, ports] = entry.getString('host').split(':');
    const paths = entry.getOptionalStringArray('paths');
    return (url: URL) =>
      isHost(host, url.hostname) && isPort(ports, url) && (!paths || isPath(paths, url.pathname));
  });
  return url => allowed.some(isAllowed => isAllowed(url));
}

function isHost(allowed: string, host: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}

/** Without a port the protocol's own. */
function isPort(allowed: string | undefined, url: URL): boolean {
  if (!allowed) {
    return url.port === '';
  }
  const [first, last = first] = allowed.split('-').map(Number);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return port >= first && port <= last;
}

/** The path itself, or what is below it. What a server could decode to another path is none. */
function isPath(allowed: string[], path: string): boolean {
  const normal = posix.normalize(path);
  return (
    !/%(2f|5c|2e)/i.test(path) &&
    allowed.some(one => normal === one || normal.startsWith(one.endsWith('/') ? one : `${one}/`))
  );
}
