import { createCluster } from '@interconnect/backstage-plugin-interconnect-node';
import { KubeConfig } from '@kubernetes/client-node';
import { signInTroubles } from './signIns';

const secret = 'printed-by-the-program';

function cluster(name: string, user: object, unusable?: string) {
  return createCluster({ name, labels: {}, source: 'test', ...(unusable && { unusable }) }, () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name, server: 'https://127.0.0.1:9', skipTLSVerify: false },
      { name: `user of ${name}`, ...user },
    );
    return kubeConfig;
  });
}
const program = (script: string, command = process.execPath) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args: ['--eval', script] },
});
const credential = JSON.stringify({
  apiVersion: 'client.authentication.k8s.io/v1',
  kind: 'ExecCredential',
  status: { token: secret },
});

it('tells of programs that fail, by command and exit code, and reaches no cluster', async () => {
  const told = await signInTroubles(
    [
      cluster('with-token', { token: secret }),
      cluster('signs-in', program(`console.log(${JSON.stringify(credential)})`)),
      cluster('fails', program(`console.error('${secret}'); process.exit(4)`)),
      cluster('missing', program('', 'no-such-program')),
      cluster('configured', {}, 'its context names no user'),
    ],
    AbortSignal.timeout(20_000),
  );
  const start = 'its user cannot sign in where this worker runs: the plugin';
  expect(told).toEqual([
    { cluster: 'fails', reason: `${start} ${process.execPath} ended with exit code 4` },
    {
      cluster: 'missing',
      reason: `${start} no-such-program is not installed where this worker runs`,
    },
    { cluster: 'configured', reason: 'its context names no user' },
  ]);
});

it('knows nothing of a program that has not ended in time', async () => {
  const sleeps = cluster('sleeps', program('setTimeout(() => {}, 3000)'));
  expect(await signInTroubles([sleeps], AbortSignal.timeout(300))).toEqual([]);
});
