import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Application,
  ApplicationSource,
  canonicalJson,
  sha256Hex,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { LRUCache } from 'lru-cache';
import limit from 'p-limit';
import { pathBelow } from '../requests/pathBelow';
import { chartFiles } from './chartFiles';
import { ChartFetcher } from './ChartFetcher';
import type { ChartIndex } from './chartIndex';
import { fetchChart } from './fetchChart';
import { chartVersionOf } from './chartVersionOf';
import { digestOf } from './digestOf';
import { problem } from './problem';
import type { ChartOptions } from './readChartOptions';
import { renderChart } from './renderChart';
import { keptOf } from './templateOf';
import { copyChart, unpackChart } from './unpackChart';

type HelmSource = Extract<ApplicationSource, { kind: 'helm' }>;

/** An application whose objects come from a chart. */
export type ChartApplication = Pick<Application, 'name' | 'namespace'> & { source: HelmSource };

/** What a chart renders to. */
export interface RenderedChart {
  text: string;
  /** What people should know of it. */
  notes: string[];
}

/** Reads and renders the charts of applications. */
export interface ChartReader {
  /** @throws DocumentError, with fields of the source */
  render(application: ChartApplication): Promise<RenderedChart>;
}

/** Renderings that are done at once, each by two processes. */
const atOnce = 2;
/** Characters of what is remembered, and bytes. */
const remembered = { rendered: 8 * 1024 * 1024, packages: 64 * 1024 * 1024, ttl: 10 * 60_000 };

/** @param options - `root`: the folder below which charts without a repository are */
export function createChartReader(options: {
  root: string;
  charts: ChartOptions;
  readIndex: (text: string) => Promise<ChartIndex>;
}): ChartReader {
  const { root, charts, readIndex } = options;
  const fetcher = new ChartFetcher(charts.repositories);
  const packages = new LRUCache<string, Buffer>({
    maxSize: remembered.packages,
    sizeCalculation: bytes => bytes.length + 1,
    ttl: remembered.ttl,
  });
  const renderings = new LRUCache<string, string>({
    maxSize: remembered.rendered,
    sizeCalculation: text => text.length + 1,
  });
  const inTurn = limit(atOnce);

  async function fetched({ repository = '', chart, version = '' }: HelmSource): Promise<Buffer> {
    const key = JSON.stringify([repository, chart, version]);
    const bytes =
      packages.get(key) ??
      (await fetchChart({ fetcher, readIndex }, { repository, chart, version }));
    packages.set(key, bytes);
    return bytes;
  }

  /** The folder of the chart, below a folder of its own. */
  async function unpacked(source: HelmSource, into: string): Promise<string> {
    if (source.repository !== undefined) {
      return unpackChart(withDigest(source, await fetched(source)), into);
    }
    const path = await pathBelow(root, source.chart, name => name !== '');
    const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || !found) throw noChart(source);
    if (found.isDirectory()) return copyChart(path, into);
    if (!found.isFile() || !path.endsWith('.tgz') || found.size > maxPackage) throw noChart(source);
    return unpackChart(withDigest(source, await readFile(path)), into);
  }

  async function render({ name, namespace, source }: ChartApplication, folder: string) {
    const chart = await unpacked(source, join(folder, 'files'));
    const { values = {}, version } = source;
    await requireVersion(chart, version);
    const { digest, crds, schemaIsWhole, asksTime } = await chartFiles(chart);
    const { kubeVersion, helm } = charts;
    const key = sha256Hex(canonicalJson({ digest, kubeVersion, name, namespace, values }));
    const home = join(folder, 'home');
    await mkdir(home);
    const text =
      renderings.get(key) ??
      (await renderChart(
        { helm, kubeVersion, chart, home, skipSchema: !schemaIsWhole, asksTime },
        { name, namespace, values },
      ));
    renderings.set(key, text);
    return { text, notes: notesOf({ crds, schemaIsWhole, kept: keptOf(text) }) };
  }

  return {
    render: application =>
      inTurn(async () => {
        const folder = await mkdtemp(join(tmpdir(), 'interconnect-chart-'));
        try {
          return await render(application, folder);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
  };
}

const maxPackage = 16 * 1024 * 1024;

function noChart({ chart }: HelmSource): Error {
  return problem(
    'chart',
    `${JSON.stringify(chart)} is no chart that may be read`,
    'the folder or .tgz of a chart below the folder of manifests (interconnect.manifests.root), without names that begin with a dot and links that lead out; or a repository',
  );
}

function withDigest({ digest }: HelmSource, bytes: Buffer): Buffer {
  if (digest && digest !== digestOf(bytes)) {
    throw problem('digest', 'is another one than that of the packaged chart');
  }
  return bytes;
}

async function requireVersion(chart: string, version: string | undefined): Promise<void> {
  const own = await chartVersionOf(chart);
  if (
    version !== undefined &&
    own !== version &&
    own !== version.replace(/^v/, '') &&
    `v${version}` !== own
  ) {
    throw problem('version', `the chart is of version '${own}'`, `'${own}'`);
  }
}

function notesOf(of: { crds: string[]; schemaIsWhole: boolean; kept: string[] }): string[] {
  const { crds, schemaIsWhole, kept } = of;
  return [
    ...(kept.length > 0
      ? [
          `what the chart wants to be kept (helm.sh/resource-policy) is removed with the application all the same: ${someOf(kept, 3)}`,
        ]
      : []),
    ...(crds.length > 0
      ? [
          `definitions of kinds that the chart brings are not applied, because they concern the whole cluster: ${someOf(crds, 3)}`,
        ]
      : []),
    ...(schemaIsWhole
      ? []
      : [
          'the values were not checked with the schema of the chart, which refers to other files or addresses',
        ]),
  ];
}
