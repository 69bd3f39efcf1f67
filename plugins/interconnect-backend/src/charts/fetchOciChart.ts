import { z } from 'zod';
import { ChartFetcher, Fetched, registryOrigin } from './ChartFetcher';
import { digestOf } from './digestOf';
import { authorization, RemoteChart, requireGiven, unknownVersion } from './RemoteChart';
import { problem } from './problem';
import type { ChartRepository } from './readChartOptions';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const chartType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })),
});
const tagsSchema = z.object({ tags: z.array(z.string()).nullable() });
const tokenSchema = z.object({ token: z.string().optional(), access_token: z.string().optional() });

/** The bytes of a packaged chart in an OCI registry, by the registry's own API. */
export async function fetchOciChart(fetcher: ChartFetcher, remote: RemoteChart): Promise<Buffer> {
  const repository = fetcher.repository(remote.repository);
  const { pathname } = new URL(remote.repository.replace(/^oci:/, 'https:'));
  const name = `${pathname.replace(/\/$/, '')}/${remote.chart}`;
  const api = `${registryOrigin(repository)}/v2${name}`;
  let headers: Record<string, string> = {};
  const get = async (path: string, accept: string): Promise<Fetched> => {
    const url = new URL(`${api}${path}`);
    const answer = await fetcher.get(url, { accept, ...headers });
    if (answer.status !== 401 || headers.authorization) return answer;
    headers = await tokenFor(fetcher, answer, authorization(repository));
    return fetcher.get(url, { accept, ...headers });
  };

  // A tag cannot have a plus sign.
  const tag = remote.version.replaceAll('+', '_');
  const found = await get(`/manifests/${tag}`, manifestType);
  if (found.status === 404) {
    const tags = await get('/tags/list', 'application/json');
    const versions = tags.status === 200 ? (json(tagsSchema, tags)?.tags ?? []) : [];
    if (versions.length === 0) {
      throw problem('chart', `the registry has no chart '${remote.chart}' there`);
    }
    throw unknownVersion(remote.version, versions.map(one => one.replaceAll('_', '+')).reverse());
  }
  requireFound(found, repository);
  const layer = json(manifestSchema, found)?.layers.find(
    ({ mediaType }) => mediaType === chartType,
  );
  if (!layer || !/^sha256:[0-9a-f]{64}$/.test(layer.digest)) {
    throw problem('chart', 'what the registry has there is no chart');
  }
  const blob = await get(`/blobs/${layer.digest}`, '*/*');
  requireFound(blob, repository);
  if (digestOf(blob.body) !== layer.digest) {
    throw problem('chart', 'the registry answers with other bytes than it says');
  }
  return blob.body;
}

function requireFound(answer: Fetched, repository: ChartRepository): void {
  requireGiven(answer, 'the registry', repository);
  if (answer.status !== 200) {
    throw problem('repository', `the registry answers ${answer.status}`);
  }
}

/** What a registry asks for: a token from the address that it names, or user and password. */
async function tokenFor(
  fetcher: ChartFetcher,
  { headers }: Fetched,
  basic: Record<string, string>,
): Promise<Record<string, string>> {
  const asked = headers.get('www-authenticate') ?? '';
  const part = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(asked)?.[1];
  const realm = part('realm');
  if (!/^bearer\b/i.test(asked) || !realm || !URL.canParse(realm)) return basic;
  const url = new URL(realm);
  for (const name of ['service', 'scope']) {
    const value = part(name);
    if (value) url.searchParams.set(name, value);
  }
  const answer = await fetcher.get(url, basic);
  const given = answer.status === 200 ? json(tokenSchema, answer) : undefined;
  const access = given?.access_token ?? given?.token;
  return access ? { authorization: `Bearer ${access}` } : {};
}

function json<T>(schema: z.ZodType<T>, { body }: Fetched): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
