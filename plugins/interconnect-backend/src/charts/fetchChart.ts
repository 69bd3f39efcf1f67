import { nearest, someOf } from '@interconnect/backstage-plugin-interconnect-common';
import { ChartFetcher } from './ChartFetcher';
import { digestOf } from './digestOf';
import { fetchOciChart } from './fetchOciChart';
import { problem } from './problem';
import { authorization, RemoteChart, requireGiven, unknownVersion } from './RemoteChart';
import type { ChartIndex } from './chartIndex';

/** The bytes of a packaged chart. @throws DocumentError with what is wrong with its source */
export async function fetchChart(
  options: { fetcher: ChartFetcher; readIndex: (text: string) => Promise<ChartIndex> },
  remote: RemoteChart,
): Promise<Buffer> {
  const { fetcher, readIndex } = options;
  const repository = fetcher.repository(remote.repository);
  if (remote.repository.startsWith('oci:')) {
    return fetchOciChart(fetcher, remote);
  }
  const base = new URL(`${remote.repository.replace(/\/$/, '')}/`);
  const headers = authorization(repository);
  const index = await fetcher.get(new URL('index.yaml', base), headers);
  requireGiven(index, base.host, repository);
  if (index.status !== 200) {
    throw problem(
      'repository',
      `${base.host} answers ${index.status} when it is asked for index.yaml`,
      'a repository of charts',
    );
  }
  const { url, digest } = entryOf(await readIndex(index.body.toString('utf8')), remote);
  if (url.startsWith('oci:')) {
    return fetchOciChart(fetcher, ociChartOf(url, remote));
  }
  if (!URL.canParse(url, base)) {
    throw problem('repository', 'its index names no address for this version of the chart');
  }
  const at = new URL(url, base);
  const answer = await fetcher.get(at, at.origin === base.origin ? headers : {});
  const { status, body } = answer;
  if (at.origin === base.origin) requireGiven(answer, at.host, repository);
  if (status !== 200) {
    throw problem('version', `${at.host} answers ${status} when it is asked for the chart`);
  }
  if (digest && digestOf(body) !== `sha256:${digest.replace('sha256:', '')}`) {
    throw problem(
      'version',
      `${at.host} answers with another chart than the index of the repository says`,
    );
  }
  return body;
}

/** Quotes names and versions of charts, which are what a repository is asked for. */
function entryOf(index: ChartIndex, { chart, version }: RemoteChart) {
  if (!Object.hasOwn(index, chart)) {
    const names = Object.keys(index);
    const meant = nearest(chart, names);
    throw problem(
      'chart',
      `the repository has no chart '${chart}'`,
      meant ? `'${meant}'` : someOf(names),
    );
  }
  const entry = index[chart].find(one => sameVersion(one.version, version));
  if (!entry)
    throw unknownVersion(
      version,
      index[chart].map(one => one.version),
    );
  return entry;
}

function sameVersion(one: string, other: string): boolean {
  return one.replace(/^v/, '') === other.replace(/^v/, '');
}

/** `oci://registry/path/chart:1.2.3`, as an index may name it. */
function ociChartOf(url: string, { version }: RemoteChart): RemoteChart {
  const [, repository, chart, tag] = /^(oci:\/\/.+)\/([^/:@]+)(?::([^/:@]+))?$/.exec(url) ?? [];
  if (repository === undefined) {
    throw problem('repository', 'its index names no address for this version of the chart');
  }
  return { repository, chart, version: tag ?? version };
}
