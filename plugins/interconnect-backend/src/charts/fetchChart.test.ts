import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { ChartFetcher } from './ChartFetcher';
import { chartIndexOf } from './chartIndex';
import { fetchChart } from './fetchChart';
import type { ChartRepository } from './readChartOptions';

const bytes = Buffer.from('a packaged chart');
const hash = createHash('sha256').update(bytes).digest('hex');
const basic = `Basic ${Buffer.from('reader:x').toString('base64')}`;
const credentials = { username: 'reader', password: 'x' };

type Answers = Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

/** Stand-ins for a repository, a registry with tokens, and the host of its downloads. */
describe('fetchChart', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach(server => server.close().closeAllConnections()));

  async function serve(answers: Answers): Promise<string> {
    const server = createServer((request, response) => {
      const answer = answers[(request.url ?? '').split('?')[0]];
      if (answer) answer(request, response);
      else response.writeHead(404).end('{}');
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const fetchFrom = (
    repositories: Partial<ChartRepository>[],
    repository: string,
    version = '1.0.0+a',
    timeoutMs?: number,
  ) =>
    fetchChart(
      {
        fetcher: new ChartFetcher(
          repositories.map(one => ({ url: '', plainHttp: true, ...one })),
          timeoutMs,
        ),
        readIndex: async text => chartIndexOf(text),
      },
      { repository, chart: 'web', version },
    ).then(String, error => error.message as string);

  const index = (url: string, digest?: string) => () => ({
    apiVersion: 'v1',
    entries: { web: [{ version: '1.0.0+a', urls: [url], digest }] },
  });
  const saying = (body: () => unknown) => (_: IncomingMessage, response: ServerResponse) =>
    response.end(JSON.stringify(body()));

  it('reads a repository with user and password, and compares the digest of its index', async () => {
    const asked: (string | undefined)[] = [];
    let digest = hash;
    const host = await serve({
      '/charts/index.yaml': ({ headers }, response) => {
        asked.push(headers.authorization);
        response.end(JSON.stringify(index('web.tgz', digest)()));
      },
      '/charts/web.tgz': ({ headers }, response) => {
        asked.push(headers.authorization);
        response.end(bytes);
      },
    });
    const repositories = [{ url: `http://${host}/charts`, credentials }];
    expect(await fetchFrom(repositories, `http://${host}/charts/`)).toBe(String(bytes));
    expect(asked).toEqual([basic, basic]);
    digest = '0'.repeat(64);
    expect(await fetchFrom(repositories, `http://${host}/charts`)).toMatch(
      /^version: .* answers with another chart than the index/,
    );
    expect(await fetchFrom(repositories, `http://${host}/charts/none`)).toMatch(
      /^repository: .* answers 404 when it is asked for index.yaml/,
    );
    expect(await fetchFrom(repositories, `http://${host}/charts`, '2.0.0')).toMatch(
      /^version: the repository has no version '2\.0\.0' of the chart \(accepted: 1\.0\.0\+a\)/,
    );
  });

  it('gets a token where a registry says so, and gives none of it to where its bytes are', async () => {
    const elsewhere: IncomingMessage['headers'][] = [];
    const downloads = await serve({
      '/blob': ({ headers }, response) => {
        elsewhere.push(headers);
        response.end(bytes);
      },
    });
    const isKnown = ({ headers }: IncomingMessage, response: ServerResponse) => {
      if (headers.authorization === 'Bearer t') return true;
      const challenge = `Bearer realm="http://${headers.host}/token",service="s",scope="pull"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
      return false;
    };
    const mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
    const registry = await serve({
      '/token': ({ url, headers }, response) =>
        response
          .writeHead(headers.authorization === basic ? 200 : 401)
          .end(JSON.stringify(url === '/token?service=s&scope=pull' ? { token: 't' } : {})),
      '/v2/charts/web/manifests/1.0.0_a': (request, response) =>
        isKnown(request, response) &&
        response.end(JSON.stringify({ layers: [{ mediaType, digest: `sha256:${hash}` }] })),
      [`/v2/charts/web/blobs/sha256:${hash}`]: (request, response) =>
        isKnown(request, response) &&
        response.writeHead(307, { location: `http://${downloads}/blob` }).end(),
      '/v2/charts/web/tags/list': (request, response) =>
        isKnown(request, response) && response.end('{"tags":["0.9.0","1.0.0_a"]}'),
      '/v2/other/web/manifests/1.0.0_a': (_, response) => response.end('{}'),
    });
    const oci = `oci://${registry}/charts`;
    const both = [{ url: oci, credentials }, { url: `http://${downloads}/` }];
    expect(await fetchFrom(both, oci)).toBe(String(bytes));
    expect(elsewhere).toHaveLength(1);
    expect(elsewhere[0].authorization).toBeUndefined();

    expect(await fetchFrom(both.slice(0, 1), oci)).toMatch(
      /^repository: .*, which .* leads to, is not among the addresses/,
    );
    expect(await fetchFrom([{ url: oci }], oci)).toMatch(
      /^repository: the registry gives the chart to those only who are allowed .* \(401\)/,
    );
    expect(await fetchFrom(both, oci, '2.0.0')).toMatch(
      /^version: .* no version '2\.0\.0' of the chart \(accepted: 1\.0\.0\+a, 0\.9\.0\)/,
    );
    expect(await fetchFrom(both, `oci://${registry}/other`)).toMatch(
      /is not among the repositories that may be read/,
    );
    // An index may name a registry.
    const indexed = await serve({ '/index.yaml': saying(index(`${oci}/web:1.0.0+a`)) });
    const repositories = [...both, { url: `http://${indexed}` }];
    expect(await fetchFrom(repositories, `http://${indexed}`)).toBe(String(bytes));
    expect(elsewhere).toHaveLength(2);
  });

  it('tells what is no repository, too much, or not there', async () => {
    const host = await serve({
      '/junk/index.yaml': (_, response) => response.end('<html>'),
      '/much/index.yaml': (_, response) => response.end(Buffer.alloc(17 * 1024 * 1024)),
      '/loop/index.yaml': ({ url }, response) => response.writeHead(302, { location: url }).end(),
      '/nowhere/index.yaml': saying(index('https://')),
    });
    const from = (path: string) => fetchFrom([{ url: `http://${host}` }], `http://${host}/${path}`);
    expect(await from('junk')).toMatch(/^repository: answers with no index of charts/);
    expect(await from('much')).toMatch(/^repository: .* answers with more than 16 MiB/);
    expect(await from('loop')).toMatch(/^repository: .* redirects too often/);
    expect(await from('nowhere')).toMatch(/^repository: its index names no address/);
    const gone = [{ url: 'http://127.0.0.1:1' }];
    expect(await fetchFrom(gone, 'http://127.0.0.1:1')).toMatch(
      /^repository: 127\.0\.0\.1:1 cannot be reached/,
    );
  });

  it('takes addresses of an index as they stand: relative, from the root, with a query', async () => {
    let url = '';
    const host = await serve({
      '/a/charts/index.yaml': (_, response) => response.end(JSON.stringify(index(url)())),
      '/a/charts/web.tgz': (_, response) => response.end(bytes),
      '/a/files/web.tgz': (_, response) => response.end(bytes),
      '/files/web.tgz': (_, response) => response.end(bytes),
    });
    const from = (repository: string) => fetchFrom([{ url: `http://${host}` }], repository);
    for (url of ['web.tgz', './web.tgz', '../files/web.tgz', '/files/web.tgz', 'web.tgz?v=1']) {
      expect(await from(`http://${host}/a/charts`)).toBe(String(bytes));
      expect(await from(`http://${host}/a/charts/`)).toBe(String(bytes));
    }
    url = '../files/web.tgz';
    expect(
      await fetchFrom([{ url: `http://${host}/a/charts` }], `http://${host}/a/charts`),
    ).toMatch(/^repository: .* is not among the addresses that charts may be read from/);
  });

  it('follows where a repository has moved, with its password on the same server only', async () => {
    const asked: (string | undefined)[] = [];
    const note = ({ headers }: IncomingMessage) => asked.push(headers.authorization);
    const other = await serve({
      '/index.yaml': (request, response) => {
        note(request);
        response.end(JSON.stringify(index('web.tgz')()));
      },
    });
    const host = await serve({
      '/old/index.yaml': (_, response) => response.writeHead(301, { location: '/new' }).end(),
      '/new': (_, response) =>
        response.writeHead(308, { location: `http://${other}/index.yaml` }).end(),
      '/old/web.tgz': (request, response) => {
        note(request);
        response.end(bytes);
      },
    });
    const repositories = [{ url: `http://${host}`, credentials }, { url: `http://${other}` }];
    expect(await fetchFrom(repositories, `http://${host}/old`)).toBe(String(bytes));
    expect(asked).toEqual([undefined, basic]);
  });

  it.each([
    [401, /gives the chart to those only .* \(401\) \(accepted: username and password at http/],
    [403, /gives the chart to those only .* \(403\)/],
    [404, /answers 404 when it is asked for/],
    [500, /answers 500 when it is asked for/],
    [503, /answers 503 when it is asked for/],
  ])('says what it was answered: %s', async (status, expected) => {
    const refuse = (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(status).end('<h1>internal-host.corp: no</h1>');
    const host = await serve({
      '/none/index.yaml': refuse,
      '/charts/index.yaml': saying(index('web.tgz')),
      '/charts/web.tgz': refuse,
    });
    for (const path of ['none', 'charts']) {
      const said = await fetchFrom([{ url: `http://${host}` }], `http://${host}/${path}`);
      expect(said).toMatch(expected);
      expect(said).not.toContain('corp');
    }
  });

  it('does not wait for ever, neither for an answer nor for its end', async () => {
    const host = await serve({
      '/silent/index.yaml': () => {},
      '/slow/index.yaml': (_, response) => response.write('entries:'),
      '/cut/index.yaml': (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('entries:', () => response.destroy());
      },
    });
    const from = (path: string, timeoutMs: number) =>
      fetchFrom([{ url: `http://${host}` }], `http://${host}/${path}`, '1.0.0', timeoutMs);
    expect(await from('silent', 100)).toMatch(/^repository: .* takes longer than 0\.1 seconds$/);
    expect(await from('slow', 100)).toMatch(/^repository: .* takes longer than 0\.1 seconds$/);
    expect(await from('cut', 30_000)).toMatch(/^repository: .* cannot be reached/);
  });
});
