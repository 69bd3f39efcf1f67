import { ConfigReader } from '@backstage/config';
import { readChartOptions } from './readChartOptions';

const read = (charts?: object) =>
  readChartOptions(new ConfigReader(charts ? { interconnect: { charts: charts as {} } } : {}));
const repository = (entry: object) => () => read({ repositories: [entry] });

it('reads nothing from anywhere without configuration', () => {
  expect(read()).toEqual({ helm: 'helm', kubeVersion: '1.27.0', repositories: [] });
});

it('reads repositories', () => {
  expect(
    read({
      helm: '/opt/helm',
      kubeVersion: '1.33.1',
      repositories: [
        { url: 'https://charts.example.com' },
        { url: 'oci://127.0.0.1:5000/charts', plainHttp: true },
        { url: 'oci://ghcr.io/shop', username: 'reader', password: 'x' },
      ],
    }),
  ).toEqual({
    helm: '/opt/helm',
    kubeVersion: '1.33.1',
    repositories: [
      { url: 'https://charts.example.com', plainHttp: false },
      { url: 'oci://127.0.0.1:5000/charts', plainHttp: true },
      {
        url: 'oci://ghcr.io/shop',
        plainHttp: false,
        credentials: { username: 'reader', password: 'x' },
      },
    ],
  });
});

it.each<[object, RegExp]>([
  [{ url: 'file:///etc' }, /repositories\[0\]\.url: is no address of a repository \(accepted: /],
  [{ url: 'https://' }, /url: is no address/],
  [{ url: 'https://me:pw@a.example.com' }, /url: has a user, a password/],
  [{ url: 'http://charts.example.com' }, /url: is without TLS/],
  [{ url: 'oci://a.example.com', plainHttp: true }, /plainHttp: is without TLS/],
  [{ url: 'http://127.0.0.1.example.com' }, /url: is without TLS/],
  [{ url: 'https://a.example.com', username: 'x' }, /username: is there without password/],
])('refuses %j', (entry, message) => {
  expect(repository(entry)).toThrow(message);
});

it('refuses what is no version of Kubernetes', () => {
  expect(() => read({ kubeVersion: 'latest' })).toThrow(/kubeVersion: 'latest' is no version/);
});
