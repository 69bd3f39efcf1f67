import { createCluster } from '@interconnect/backstage-plugin-interconnect-node';
import { KubeConfig } from '@kubernetes/client-node';
import { createTransport } from './transport';

const secret = 'a-secret-of-the-plugin';

/** What people read when a cluster's plugin does this. */
async function failureWith(command: string, ...args: string[]): Promise<string> {
  const cluster = createCluster({ name: 'store-1', labels: {}, source: 'test' }, () => {
    const kubeConfig = new KubeConfig();
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, args };
    kubeConfig.loadFromClusterAndUser(
      { name: 'c', server: 'https://127.0.0.1:9', skipTLSVerify: false },
      {
        name: `user of ${args.join(' ')}`,
        exec: { ...exec, env: [{ name: 'KEY', value: secret }] },
      },
    );
    return kubeConfig;
  });
  const transport = createTransport(cluster, 1000);
  const answer = transport.request({ method: 'GET', path: '/' });
  return answer.then(
    () => 'no failure',
    error => `${error.type}: ${error.message}`,
  );
}
const start = 'Unauthorized: The credentials of store-1 cannot be obtained: the plugin';
const node = process.execPath;

it.each([
  [
    'is not installed',
    ['no-such-plugin'],
    'no-such-plugin is not installed where this worker runs',
  ],
  ['may not be run', [__filename], `${__filename} cannot be run (EACCES)`],
  [
    'fails',
    [node, '--eval', 'console.error(process.env.KEY); process.exit(3)'],
    `${node} ended with exit code 3`,
  ],
  [
    'is killed',
    [node, '--eval', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5000)'],
    `${node} ended with SIGTERM`,
  ],
  ['prints no JSON', [node, '--print', 'process.env.KEY'], `${node} printed no credentials`],
  ['prints something else', [node, '--print', '"{}"'], `${node} printed no credentials`],
])('a plugin that %s', async (_, [command, ...args], text) => {
  expect(await failureWith(command, ...args)).toBe(`${start} ${text}`);
});
