import type { V1Secret } from '@kubernetes/client-node';
import { stringify } from 'yaml';

/** Must never be seen. */
export const token = 'c2VjcmV0LXRva2Vu';

/** Without its key: nobody can sign with it. Made with openssl for tests. */
export const certificate = Buffer.from(
  `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUZNzxVgI8IKTHK24DLo5Nb3shlcQwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHc3RvcmUtMTAgFw0yNjExMjkxNzE0NTdaGA8yMTI2MTEwNTE3
MTQ1N1owEjEQMA4GA1UEAwwHc3RvcmUtMTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABKKOyw5Q/O2LNy5QmXEau6YTTCAQyg9xJZQOw1OLNGjpJ24tEzLSqMy/4FSA
E4nujEfThoF0rxgJnnHgBSkoYXmjUzBRMB0GA1UdDgQWBBQDwQvqubI6GbOAI0Nc
/QGV11AHijAfBgNVHSMEGDAWgBQDwQvqubI6GbOAI0Nc/QGV11AHijAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIG2HnDuGSNOflSlc5ok/ymajtYx+
f4PtOvqUXNGmazj0AiEAobDdmaHgv2FKpFiUPZhlP/2pJ90f8miNRpIkvc0pOSE=
-----END CERTIFICATE-----
`,
).toString('base64');

/** The kubeconfig of an administrator, as Cluster API writes it; with other fields. */
export function kubeconfig(
  more: { cluster?: object; user?: object; config?: object } = {},
  name = 'store-1',
): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: 'https://10.0.0.1:6443', ...more.cluster } }],
    users: [{ name: `${name}-admin`, user: more.user ?? { token } }],
    contexts: [
      { name: `${name}-admin@${name}`, context: { cluster: name, user: `${name}-admin` } },
    ],
    'current-context': `${name}-admin@${name}`,
    ...more.config,
  });
}

/** A KubeConfig Secret of Cluster API. */
export function secretOf(
  text: string,
  cluster = 'store-1',
  name = `${cluster}-kubeconfig`,
): V1Secret {
  return {
    type: 'cluster.x-k8s.io/secret',
    metadata: {
      name,
      namespace: 'fleet',
      labels: { 'cluster.x-k8s.io/cluster-name': cluster },
    },
    data: { value: Buffer.from(text).toString('base64') },
  };
}
