import { serversByDigest } from '../steps/servers';
import { formerRecord } from './__testUtils__/former';
import { applyStep, noteStarted, noteSucceeded } from './applied';
import { plan } from './plan';
import { AppliedNetwork, Plan } from './types';
import { DesiredNetwork } from '../document/DesiredNetwork';

/** What an input of a workflow may have, in bytes; Temporal takes 2 MiB. */
const maxInput = 1.9 * 1024 * 1024;

/** A hub with servers, and spokes with a client each. */
function networkOf(spokes: number, servers: number): DesiredNetwork {
  const clusters = Array.from({ length: spokes }, (_, index) => `spoke-${index + 1}`);
  const existing = (name: string, on: string[], expose: boolean) => ({
    name,
    clusters: on,
    namespace: 'shop',
    expose,
    source: { kind: 'existing' as const, services: [name] },
  });
  return {
    project: 'edge-shop',
    name: 'large',
    document: {
      type: 'application-mesh',
      hub: { cluster: 'hub' },
      spokes: clusters.map(cluster => ({ cluster })),
      applications: [
        ...Array.from({ length: servers }, (_, index) =>
          existing(`server-${index}`, ['hub'], true),
        ),
        existing('client', clusters, false),
      ],
    },
    manifests: {},
  };
}

function carriedOut(before: AppliedNetwork, { steps }: Plan): AppliedNetwork {
  const applied = { ...before };
  for (const step of steps) {
    noteStarted(applied, step);
    noteSucceeded(applied, step);
  }
  return applied;
}

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe('a network of 1,000 spokes and 10 servers', () => {
  const desired = networkOf(1000, 10);
  const standing = carriedOut({}, plan({}, desired));

  it('can be changed, repaired and deleted: what stands fits beside both documents', () => {
    const changed = networkOf(1000, 11);
    expect(bytes({ desired: changed, previous: desired, applied: standing })).toBeLessThan(
      maxInput,
    );
    expect(bytes({ previous: desired, applied: standing })).toBeLessThan(maxInput);
    expect(carriedOut(standing, plan(standing, changed))).toEqual(
      carriedOut({}, plan({}, changed)),
    );
    expect(carriedOut(standing, plan(standing, undefined))).toEqual({});
    expect(plan(standing, desired, { operation: 'repair' }).steps.length).toBe(
      Object.keys(standing).length + 1,
    );
  });

  it('stands with nearly the same bytes whatever the number of its servers', () => {
    const few = carriedOut({}, plan({}, networkOf(1000, 1)));
    expect(bytes(standing) / bytes(few)).toBeLessThan(1.05);
    // As links were kept when each listed all servers.
    expect(bytes(formerRecord(standing, 'list')) / bytes(standing)).toBeGreaterThan(1.3);
  });

  it('tells every spoke which servers it publishes, also where the hub has published them', () => {
    const { 'publishServices@spoke-7': _, ...without } = standing;
    const again = plan(without, desired).steps;
    expect(again.map(({ id }) => id)).toEqual(['publishServices@spoke-7', 'verify']);
    const known = serversByDigest(Object.values(without).map(({ input }) => input));
    const [{ input }] = again;
    expect('serversDigest' in input && known.get(input.serversDigest)).toHaveLength(10);
  });

  it('publishes everywhere again when a server changes, links nothing, and no other time', () => {
    const applied = applyStep(standing, plan({}, desired).steps[0]);
    expect(plan(applied, desired).steps).toEqual([]);
    const other = networkOf(1000, 10);
    other.document.applications![0].source = { kind: 'existing', services: ['other'] };
    const kinds = plan(standing, other).steps.map(({ kind }) => kind);
    expect(kinds.filter(kind => kind === 'publishServices')).toHaveLength(1001);
    expect(kinds).not.toContain('linkSpoke');
  });
});
