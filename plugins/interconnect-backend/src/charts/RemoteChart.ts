import { someOf } from '@interconnect/backstage-plugin-interconnect-common';
import { problem } from './problem';
import type { Fetched } from './ChartFetcher';
import type { ChartRepository } from './readChartOptions';

/** A chart of a repository. */
export interface RemoteChart {
  repository: string;
  chart: string;
  version: string;
}

export function authorization({ credentials }: ChartRepository): Record<string, string> {
  if (!credentials) return {};
  const { username, password } = credentials;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** @param versions - newest first, as far as the repository says so */
export function unknownVersion(version: string, versions: readonly string[]): Error {
  return problem(
    'version',
    `the repository has no version '${version}' of the chart`,
    someOf(versions),
  );
}

/** @param who - which server it is: 'the registry' */
export function requireGiven({ status }: Fetched, who: string, { url }: ChartRepository): void {
  if (status === 401 || status === 403) {
    throw problem(
      'repository',
      `${who} gives the chart to those only who are allowed to read it (${status})`,
      `username and password at ${url} in interconnect.charts.repositories`,
    );
  }
}
