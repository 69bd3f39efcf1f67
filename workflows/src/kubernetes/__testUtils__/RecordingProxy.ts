import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type Cluster,
  createCluster,
  kubeConfigOf,
} from '@interconnect/backstage-plugin-interconnect-node';
import { KubeConfig } from '@kubernetes/client-node';

/** What was asked of an API server, in the words of RBAC, and in whose name. */
export interface Access {
  /** Name of the ServiceAccount. */
  account: string;
  verb: string;
  group: string;
  resource: string;
  /** Absent for lists and when something is made. */
  name?: string;
  /** What the API server answered. */
  status: number;
}

const worker = 'interconnect-worker';

/**
 * Stands before an API server, passes everything on as it is, and writes down who asked for what.
 */
export class RecordingProxy {
  readonly #server: http.Server;

  private constructor(
    readonly cluster: Cluster,
    readonly seen: readonly Access[],
    server: http.Server,
  ) {
    this.#server = server;
  }

  static async before(target: Cluster): Promise<RecordingProxy> {
    const kubeConfig = kubeConfigOf(target);
    const known = kubeConfig.getCurrentCluster()!;
    const { token } = kubeConfig.getCurrentUser()!;
    const agent = new https.Agent({
      keepAlive: true,
      ca: Buffer.from(known.caData!, 'base64'),
    });
    const seen: Access[] = [];
    const server = http.createServer((incoming, outgoing) => {
      const { method, url = '', headers } = incoming;
      const authorization = `Bearer ${token}`;
      const options = { agent, method, headers: { ...headers, authorization } };
      const passed = https.request(`${known.server}${url}`, options, answer => {
        const access = accessOf(method ?? '', url, headers);
        if (access) seen.push({ ...access, status: answer.statusCode ?? 0 });
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      incoming.pipe(passed);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const cluster = createCluster({ name: target.name, labels: {}, source: 'test' }, () => {
      const through = new KubeConfig();
      through.loadFromClusterAndUser(
        { name: target.name, server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
        { name: 'worker' },
      );
      return through;
    });
    return new RecordingProxy(cluster, seen, server);
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const verbs: Record<string, string> = {
  POST: 'create',
  PATCH: 'patch',
  PUT: 'update',
  DELETE: 'delete',
};

/** In the words of RBAC; undefined for what concerns no resource. */
function accessOf(
  method: string,
  url: string,
  headers: http.IncomingHttpHeaders,
): Omit<Access, 'status'> | undefined {
  const [, groupPath, path] = /^\/(api\/v1|apis\/[^/?]+\/[^/?]+)\/([^?]+)/.exec(url) ?? [];
  if (!groupPath) return undefined;
  const group = groupPath === 'api/v1' ? '' : groupPath.split('/')[1];
  const within = /^namespaces\/[^/]+\/(.+)$/.exec(path);
  const [resource, name, subresource] = (within ? within[1] : path).split('/');
  const user = headers['impersonate-user'];
  const read = name ? 'get' : 'list';
  return {
    account: typeof user === 'string' ? user.split(':')[3] : worker,
    verb: method === 'GET' ? read : verbs[method],
    group,
    resource: subresource ? `${resource}/${subresource}` : resource,
    ...(name && { name: decodeURIComponent(name) }),
  };
}
