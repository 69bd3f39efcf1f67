import { DocumentError } from './errors';
import { parseNetworkDocument } from './parse';

/** What is refused of an application that is this chart. */
function refused(source: object): string[] {
  const application = { name: 'web', clusters: ['cluster-1'], namespace: 'shop' };
  try {
    parseNetworkDocument({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      applications: [{ ...application, source: { kind: 'helm', ...source } }],
    });
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.fields.map(({ field, message }) =>
      `${field} ${message}`.replace('applications[0].source.', ''),
    );
  }
}

const podinfo = { chart: 'podinfo', version: '6.7.1', repository: 'https://charts.example.com' };

it.each([
  podinfo,
  { ...podinfo, repository: 'oci://ghcr.io/stefanprodan/charts' },
  { ...podinfo, version: 'v1.0.0-rc.1+build.5' },
  { ...podinfo, digest: `sha256:${'0'.repeat(64)}` },
  { chart: './charts/web' },
  { chart: './charts/web', version: '1.0.0', values: { replicas: 2, image: { tag: null } } },
  { chart: 'web-1.0.0.tgz', digest: `sha256:${'0'.repeat(64)}` },
])('accepts %j', source => {
  expect(refused(source)).toEqual([]);
});

it.each<[object, string]>([
  [{}, 'chart is missing'],
  [{ ...podinfo, version: undefined }, 'version is missing'],
  [{ ...podinfo, version: '^6.7.1' }, "version '^6.7.1' is not accepted"],
  [{ ...podinfo, version: '6.x' }, "version '6.x' is not accepted"],
  [{ ...podinfo, version: 'latest' }, "version 'latest' is not accepted"],
  [{ ...podinfo, chart: '../podinfo' }, "chart '../podinfo' is not the name of a chart"],
  [{ ...podinfo, chart: 'podinfo:latest' }, "chart 'podinfo:latest' is not the name of a chart"],
  [{ ...podinfo, repository: 'file:///etc' }, "repository 'file:///etc' is not accepted"],
  [{ ...podinfo, repository: 'https://' }, "repository 'https://' is not accepted"],
  [{ ...podinfo, repository: 'https://me:pw@a.b' }, 'repository has a user or a password'],
  [{ ...podinfo, repository: 'https://a.b/?token=1' }, "repository has a '?' or '#'"],
  [{ ...podinfo, values: 'a: b' }, 'values is a text of 4 characters'],
  [{ ...podinfo, values: [1] }, 'values is a list of 1 entry'],
  [{ ...podinfo, values: { a: 'x'.repeat(70_000) } }, 'values have 70008 characters as JSON'],
  [{ ...podinfo, values: nested(60) }, 'values are nested too deeply'],
  [{ chart: './web', digest: `sha256:${'0'.repeat(64)}` }, 'digest is there for a folder'],
  [
    { ...podinfo, values: { db: { password: 'hunter2' } } },
    'values.db.password looks like a secret',
  ],
])('refuses %j', (source, message) => {
  const [first, ...more] = refused(source);
  expect(first).toMatch(new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`));
  expect(more).toEqual([]);
});

function nested(depth: number): object {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}
