import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { toolPaths } from '@interconnect/lab';

/** A repository of charts, a registry, and what they lead to, on this computer. */
export interface ChartServers {
  /** For the configuration. */
  repositories: { url: string; plainHttp?: boolean }[];
  http: string;
  oci: string;
  /** A repository that redirects to a server that is not configured. */
  redirecting: string;
  /** A repository whose index names that server. */
  leading: string;
  elsewhere(): string;
  /** What that server was asked for. */
  askedElsewhere(): string[];
  /** Puts the packaged charts of the folder into repository and registry. */
  publish(): void;
  stop(): Promise<void>;
}

export async function startChartServers(folder: string): Promise<ChartServers> {
  const asked: string[] = [];
  const elsewhere = await listen((request, response) => {
    asked.push(request.url ?? '');
    response.end('entries: {}');
  });
  const repository = await listen((request, response) => {
    const [, place, file = ''] = /^\/(\w+)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (place === 'redirecting') {
      return response.writeHead(302, { location: `${elsewhere.url}/${file}` }).end();
    }
    if (place === 'leading') {
      const entry = { version: '1.0.0', urls: [`${elsewhere.url}/web-1.0.0.tgz`] };
      return response.end(JSON.stringify({ apiVersion: 'v1', entries: { web: [entry] } }));
    }
    const known = place === 'charts' && readdirSync(folder).includes(file);
    return known ? response.end(readFileSync(join(folder, file))) : response.writeHead(404).end();
  });
  const registry = await startRegistry();
  const http = `${repository.url}/charts`;
  const oci = `oci://${registry.address}/charts`;
  const helm = (...args: string[]) =>
    execFileSync(toolPaths.helm(), args, {
      env: { PATH: process.env.PATH, HOME: folder },
      stdio: 'pipe',
    });
  return {
    repositories: [
      { url: http },
      { url: oci, plainHttp: true },
      { url: `${repository.url}/redirecting` },
      { url: `${repository.url}/leading` },
    ],
    http,
    oci,
    redirecting: `${repository.url}/redirecting`,
    leading: `${repository.url}/leading`,
    elsewhere: () => elsewhere.url,
    askedElsewhere: () => asked,
    publish() {
      helm('repo', 'index', folder);
      for (const file of readdirSync(folder).filter(name => name.endsWith('.tgz'))) {
        helm('push', join(folder, file), oci, '--plain-http');
      }
    },
    async stop() {
      registry.child.kill();
      for (const { server } of [elsewhere, repository]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function listen(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The registry of go-containerregistry, in memory. */
async function startRegistry(): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(toolPaths.crane(), ['registry', 'serve', '--address', '127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = await once(child.stderr, 'data', { signal: AbortSignal.timeout(10_000) });
  const [, port] = /port (\d+)/.exec(String(said)) ?? [];
  if (!port) {
    child.kill();
    throw new Error(`the registry does not start: ${said}`);
  }
  return { child, address: `127.0.0.1:${port}` };
}
