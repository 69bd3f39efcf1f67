import { monitorEventLoopDelay } from 'node:perf_hooks';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- what is measured is no part of the plugin's API
import { Parser } from '@interconnect/backstage-plugin-interconnect-backend/src/parsing/Parser';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- likewise
import { ParseProcess } from '@interconnect/backstage-plugin-interconnect-backend/src/parsing/ParseProcess';

const megabyte = 1024 * 1024 - 200;
const filled = (piece: string, length: number) => piece.repeat(Math.floor(length / piece.length));
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(',');

/** Bodies of a megabyte, of shapes that are expensive for somebody. */
const bodies: Record<string, string> = {
  'a list in a list in …': `${filled('[', megabyte / 2)}${filled(']', megabyte / 2)}`,
  'empty objects': `[${filled('{},', megabyte - 10)}{}]`,
  numbers: `[${filled('1,', megabyte - 10)}1]`,
  'names of fields': `{${many(80_000, index => `"k${index}":1`)}}`,
  'one text': `{"description":"${filled('x', megabyte - 30)}"}`,
  'a text of halves': `{"description":"${filled('\\ud800', megabyte - 30)}"}`,
  'spokes that are none': `{"type":"application-mesh","spokes":[${filled('1,', 180_000)}1]}`,
  'members of many applications': JSON.stringify({
    type: 'application-mesh',
    hub: { cluster: 'hub' },
    spokes: Array.from({ length: 4999 }, (_, index) => ({ cluster: `c${index}` })),
    applications: Array.from({ length: 15 }, (_, application) => ({
      name: `a${application}`,
      namespace: 'shop',
      clusters: Array.from({ length: 4999 }, (_, index) => `c${index}`),
      source: { kind: 'existing', services: ['web'] },
    })),
  }),
};

/** Manifests of half a megabyte. */
const manifests: Record<string, string> = {
  'a thousand Services': many(1000, index =>
    ['---', 'apiVersion: v1', 'kind: Service', `metadata: { name: web-${index} }`, ''].join('\n'),
  ).replaceAll('\n,---', '\n---'),
  brackets: '['.repeat(512 * 1024),
  'keys that all differ': many(30_000, index => `k${index}: 1`).replaceAll(',', '\n'),
  'aliases without anchors': filled('*a ', 512 * 1024),
};

/** Longest time for which nothing else was done, and the time that it took, in ms. */
async function longestBlock(work: () => Promise<unknown>): Promise<[number, number]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begin = performance.now();
  await work().catch(() => {});
  const took = performance.now() - begin;
  await new Promise(resolve => setTimeout(resolve, 20));
  delay.disable();
  return [delay.max / 1e6, took];
}

/** Tells how long others wait while the backend takes apart what somebody sends. */
export async function measureBlocks(): Promise<void> {
  const elsewhere = new ParseProcess();
  const parser = new Parser(elsewhere);
  const context = { application: 'web', namespace: 'shop', url: './web.yaml' };
  // Starts the process, which alone keeps nothing alive: this timer does.
  const alive = setInterval(() => {}, 1000);
  await parser.manifest('kind: none', context).catch(() => {});
  console.log('\nwhat is sent                    longest block        in all');
  const tell = async (name: string, work: () => Promise<unknown>) => {
    const [block, took] = await longestBlock(work);
    console.log(
      [
        name.padEnd(32),
        `${block.toFixed(0)} ms`.padStart(12),
        `${took.toFixed(0)} ms`.padStart(13),
      ].join(' '),
    );
  };
  for (const [name, text] of Object.entries(bodies)) {
    const bytes = Buffer.from(text);
    await tell(name, async () => parser.document(await parser.body(bytes), 'shop'));
  }
  for (const [name, text] of Object.entries(manifests)) {
    await tell(`manifest: ${name}`.slice(0, 32), () => parser.manifest(text, context));
  }
  clearInterval(alive);
  await elsewhere.close();
}
