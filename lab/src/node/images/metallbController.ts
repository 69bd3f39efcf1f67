import { createServer, type AddressInfo } from 'node:net';
import { toolPaths } from '../../tools/paths';
import { isImage } from './imageName';
import type { Runner } from './Runner';

const METRICS_PORT = 7472;

/**
 * The real MetalLB controller. Its webhook is off (nothing could reach it) and its metrics, which
 * its probes ask for, are on a free port: it cannot be told to listen on one address only.
 */
export const metallbController: Runner = {
  matches: name => isImage(name, 'metallb/controller'),
  async run({ settings, pod, env, args }) {
    const port = await freePort();
    return {
      kind: 'process',
      command: [
        toolPaths.metallbController(),
        ...['-kubeconfig', settings.kubeconfig],
        ...['-namespace', pod.metadata?.namespace ?? 'metallb-system'],
        ...['-webhook-mode', 'disabled', '-port', String(port)],
        ...['-deployment', env.METALLB_DEPLOYMENT ?? 'controller'],
        ...['-ml-secret-name', env.METALLB_ML_SECRET_NAME ?? 'memberlist'],
        ...args.filter(arg => /^--?(log-level|lb-class)=/.test(arg)),
      ],
      env,
      note: 'the real controller, its webhook off',
      ports: { [METRICS_PORT]: { host: '127.0.0.1', port } },
    };
  },
};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
