import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import { readingOf } from '../../testing';
import { Bench } from '../__testUtils__/Bench';
import { exposedBackend, hub, networkRef } from '../__testUtils__/steps';
import { ClusterClients } from '../ClusterClients';
import { keyOf } from '../client';
import { mirroredNetwork } from './mirroredNetwork';
import { mirrorKinds } from './mirrorKinds';
import { removeMirror, writeMirror } from './writeMirror';

jest.setTimeout(600_000);

const spokes = process.env.INTERCONNECT_TEST_LONG ? 1000 : 50;
/** The network in both kinds, and those whose times are renewed. */
const mostUnchanged = 102;
const network = networkRef('many');

function reading(second: number, down: number[] = []): NetworkObservation {
  const { observedAt, members } = readingOf(second, spokes, down);
  return {
    observedAt,
    members: [{ cluster: hub, role: 'hub', state: 'Ready', observedAt }, ...members],
    services: [{ ...exposedBackend(), state: 'Ready' }],
  };
}

/** What it costs to show a large network, on a real API server with the worker's rights. */
describe(`a mirrored network of ${spokes} spokes`, () => {
  let bench: Bench;
  let clients: ClusterClients;
  const client = () => clients.of(hub, AbortSignal.timeout(300_000));
  const versions = async () => {
    const found = await Promise.all(mirrorKinds.map(kind => client().list(kind)));
    return new Map(found.flat().map(one => [keyOf(one), one.metadata.resourceVersion]));
  };

  beforeAll(async () => {
    bench = await Bench.attach();
    clients = new ClusterClients({ clusters: bench.clusters }, 30_000);
  });
  afterAll(async () => {
    if (clients) await removeMirror(client(), network);
    clients?.close();
  });

  /** @returns how many objects one reading wrote */
  async function written(name: string, observation: NetworkObservation): Promise<number> {
    const before = await versions();
    const began = performance.now();
    const mirrored = mirroredNetwork(network, observation);
    const { observedAt: readAt } = observation;
    expect(await writeMirror(client(), { mirrored, readAt }, 'edge-shop')).toEqual([]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const after = await versions();
    const changed = [...after].filter(([key, version]) => before.get(key) !== version).length;
    console.info(`${spokes} spokes, ${name}: ${changed} of ${after.size} written in ${seconds} s`);
    return changed;
  }

  it('is written once, and then what a reading changed', async () => {
    expect(await written('first reading', reading(0))).toBe(4 * spokes + 6);
    expect(await written('nothing changed', reading(1))).toBe(mostUnchanged);
    expect(await written('a link is cut', reading(2, [7]))).toBe(mostUnchanged + 4);
  });
});
