import { rolloutCommandNames } from '@interconnect/backstage-plugin-interconnect-common';
import { parse } from 'yaml';
import { network, path, rollout } from '../__testUtils__/answers';
import { cli, env as fakeEnv, FakePortal, refusal } from '../__testUtils__/FakePortal';

const summary = { ...rollout('Blocked').body, counts: { all: 2, done: 1, skipped: 0, failed: 1 } };
const newest = { [`GET ${path}/rollouts?limit=1`]: { body: [summary] } };
const read = `GET ${path}/rollouts/r1`;

describe('get', () => {
  it('lists networks of all pages, what needs a person first', async () => {
    const good = network(1, { name: 'a', status: { phase: 'Ready', members: [], services: [] } });
    const portal = new FakePortal({
      'GET /networks': {
        body: [good.body],
        headers: { link: '</v1/networks?cursor=abc>; rel="next"' },
      },
      'GET /networks?cursor=abc': { body: [network(1).body] },
    });
    const { out } = await cli(portal, ['get']);
    expect(out.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['NETWORK', 'PHASE', 'HUB', 'SPOKES', 'SERVICES', 'ROLLOUT', 'OBSERVED'],
      ['edge-shop/shop', 'Degraded', 'cluster-1', '1', '0', '-', '30 s ago'],
      ['edge-shop/a', 'Ready', 'cluster-1', '1', '0', '-', 'never'],
    ]);
  });

  it('lists those of a project, and says when there are none', async () => {
    const portal = new FakePortal({ 'GET /projects/edge-shop/networks': { body: [] } });
    expect((await cli(portal, ['get', '-p', 'edge-shop'])).out).toBe('No networks');
    const env = { ...fakeEnv, INTERCONNECT_PROJECT: 'edge-shop' };
    expect((await cli(portal, ['get'], { env })).out).toBe('No networks');
  });

  it('shows one with its members; JSON and YAML are what the server answered', async () => {
    const portal = new FakePortal({ [`GET ${path}`]: network(3) });
    const { out } = await cli(portal, ['get', 'edge-shop/shop']);
    expect(out).toMatch(/cluster-2 +spoke +Ready +Down +30 s ago +no answer/);
    expect(out).not.toContain('\u001b');
    const yaml = await cli(portal, ['get', 'edge-shop/shop', '-o', 'yaml']);
    expect(parse(yaml.out)).toEqual(network(3).body);
    const json = await cli(portal, ['get', 'edge-shop/shop', '-o', 'json']);
    expect(JSON.parse(json.out)).toEqual(network(3).body);
  });

  it('colours states where colours are shown', async () => {
    const portal = new FakePortal({ [`GET ${path}`]: network(3) });
    const { out } = await cli(portal, ['get', 'edge-shop/shop'], { colour: true });
    expect(out).toContain('\u001b[31mDown\u001b[39m');
  });
});

describe('clusters', () => {
  it('lists those of a project, with what people know of them', async () => {
    const clusters = [
      { name: 'cluster-1', title: 'First', labels: { region: 'eu' } },
      { name: 'cluster-2', unusable: 'its API server is too old' },
    ];
    const portal = new FakePortal({ 'GET /clusters?project=edge-shop': { body: clusters } });
    const { out } = await cli(portal, ['clusters', '-p', 'edge-shop']);
    expect(out.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['CLUSTER', 'TITLE', 'LABELS', 'NOT USABLE'],
      ['cluster-1', 'First', 'region=eu', '-'],
      ['cluster-2', '-', '-', 'its API server is too old'],
    ]);
  });
});

describe('diagnose', () => {
  it('tells what was observed and why the rollout waits', async () => {
    const { steps } = rollout('Blocked').body;
    const failed = [{ ...steps[0], state: 'Failed' as const, error: 'no route' }];
    const portal = new FakePortal({
      [`GET ${path}`]: network(3),
      ...newest,
      [read]: rollout('Blocked', { steps: failed }),
    });
    const { code, out } = await cli(portal, ['diagnose', 'edge-shop/shop']);
    expect(code).toBe(3);
    expect(out).toMatch(/^edge-shop\/shop: Degraded, observed 30 s ago\n/);
    expect(out).toMatch(/step +verify +Failed +- +- +no route/);
    expect(out).toMatch(/link +cluster-2 +Down +30 min ago +30 s ago +no answer/);
    expect(out).toMatch(/Rollout r1 takes: retry, skip, .*cancel$/);
  });

  it('ends with 1 when something is wrong, with 0 when nothing is', async () => {
    const none = { [`GET ${path}/rollouts?limit=1`]: { body: [] } };
    const bad = new FakePortal({ [`GET ${path}`]: network(3), ...none });
    expect((await cli(bad, ['diagnose', 'edge-shop/shop'])).code).toBe(1);
    const status = { phase: 'Ready' as const, members: [], services: [] };
    const good = new FakePortal({ [`GET ${path}`]: network(3, { status }), ...none });
    expect(await cli(good, ['diagnose', 'edge-shop/shop'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing is wrong'),
    });
  });
});

describe('rollout', () => {
  it.each(rolloutCommandNames)('%s is a command, about the newest rollout', async name => {
    const portal = new FakePortal({
      ...newest,
      [`POST ${path}/rollouts/r1/${name}`]: rollout('Running'),
    });
    const plan = name === 'approve' ? ['--plan', 'abc'] : [];
    const args = ['rollout', name, 'edge-shop/shop', '--reason', 'because', ...plan];
    expect(await cli(portal, args)).toMatchObject({ code: 0, notes: '' });
    expect(portal.requests.at(-1)?.body).toEqual({ reason: 'because' });
  });

  it('hands over steps, and whether to undo', async () => {
    const portal = new FakePortal({
      [`POST ${path}/rollouts/r9/skip`]: rollout('Running'),
      [`POST ${path}/rollouts/r9/cancel`]: rollout('Canceled'),
    });
    await cli(portal, [
      'rollout',
      'skip',
      'edge-shop/shop',
      'r9',
      '--steps',
      'a@1',
      '--steps',
      'b@2',
    ]);
    await cli(portal, ['rollout', 'cancel', 'edge-shop/shop', 'r9', '--rollback']);
    expect(portal.requests.map(({ body }) => body)).toEqual([
      { steps: ['a@1', 'b@2'] },
      { rollback: true },
    ]);
  });

  it('approves only a plan that is named, and rejects only with a reason', async () => {
    const portal = new FakePortal(newest);
    for (const [name, missing] of [
      ['approve', '--plan'],
      ['reject', '--reason'],
    ]) {
      const { code, notes } = await cli(portal, ['rollout', name, 'edge-shop/shop']);
      expect([code, notes]).toEqual([2, expect.stringContaining(missing)]);
    }
    expect(portal.requests).toEqual([]);
  });

  it('watches past what waits for a person, until the end', async () => {
    const portal = new FakePortal({
      ...newest,
      [read]: [rollout('Blocked'), rollout('Running'), rollout('Succeeded')],
    });
    const { code, notes, out } = await cli(portal, ['rollout', 'watch', 'edge-shop/shop']);
    expect(code).toBe(0);
    expect(notes).toMatch(/Blocked[\s\S]*Running[\s\S]*Succeeded$/);
    expect(out).toMatch(/^Rollout r1 \(create\): Succeeded/);
  });

  it('says who asked, through which service and for whom', async () => {
    const asked = { through: 'service:plugin:mcp', onBehalfOf: 'user:default/berta' };
    const portal = new FakePortal({ [read]: rollout('Running', asked) });
    const { out } = await cli(portal, ['rollout', 'get', 'edge-shop/shop', 'r1']);
    expect(out).toMatch(
      /^Requested by user:default\/anna through service:plugin:mcp for user:default\/berta, /m,
    );
  });

  it('lists, and says when there are none', async () => {
    const portal = new FakePortal({ [`GET ${path}/rollouts`]: { body: [summary] } });
    const { out } = await cli(portal, ['rollout', 'list', 'edge-shop/shop']);
    expect(out).toMatch(/r1 +create +Blocked +1\/2 +1 +user:default\/anna +2 min ago/);
    const agents = { ...summary, through: 'service:plugin:mcp-actions' };
    const other = new FakePortal({ [`GET ${path}/rollouts`]: { body: [agents] } });
    expect((await cli(other, ['rollout', 'list', 'edge-shop/shop'])).out).toContain(
      'user:default/anna through service:plugin:mcp-actions ',
    );
    const none = { [`GET ${path}/rollouts`]: { body: [] } };
    const unused = new FakePortal({ ...none, [`GET ${path}`]: network(1) });
    expect(await cli(unused, ['rollout', 'list', 'edge-shop/shop'])).toMatchObject({
      ...{ code: 0, out: 'No rollouts' },
    });
    expect(await cli(new FakePortal(none), ['rollout', 'list', 'edge-shop/shop'])).toEqual({
      ...{ code: 1, out: '', notes: `GET ${path} is not there` },
    });
    const empty = new FakePortal({ [`GET ${path}/rollouts?limit=1`]: { body: [] } });
    expect(await cli(empty, ['rollout', 'get', 'edge-shop/shop'])).toEqual({
      code: 1,
      out: '',
      notes: 'edge-shop/shop has no rollouts',
    });
  });
});

describe('delete, repair, rotate', () => {
  const open = { rollout: { id: 'r1', state: 'Running' as const } };

  it.each([
    ['delete', `DELETE ${path}`, 'deleted'],
    ['repair', `POST ${path}/repair`, 'repaired'],
    ['rotate', `POST ${path}/rotate`, 'rotated'],
  ])('%s asks for what was read', async (verb, asked, outcome) => {
    const portal = new FakePortal({ [`GET ${path}`]: network(7), [asked]: network(7, open) });
    const { code, out } = await cli(portal, [verb, 'edge-shop/shop']);
    expect([code, out]).toEqual([0, `edge-shop/shop: ${outcome}, rollout r1`]);
    expect(portal.requests.at(-1)?.headers.get('if-match')).toBe('"7"');
  });

  it('shows plans alone with --dry-run', async () => {
    const plan = { operation: 'delete', digest: 'abc', steps: [], addresses: [], warnings: [] };
    const portal = new FakePortal({ [`GET ${path}/deletion-plan`]: { body: plan } });
    const { out } = await cli(portal, ['delete', 'edge-shop/shop', '--dry-run']);
    expect(out).toMatch(/^Nothing to do on any cluster/);
    expect(portal.requests).toHaveLength(1);
  });

  it('fails for a network that is not there, unless that is what is wanted', async () => {
    const portal = new FakePortal({});
    expect((await cli(portal, ['delete', 'edge-shop/shop'])).code).toBe(1);
    expect(await cli(portal, ['delete', 'edge-shop/shop', '--ignore-not-found'])).toMatchObject({
      code: 0,
      out: 'edge-shop/shop: not there',
    });
  });

  it('tells a deletion without a rollout', async () => {
    const portal = new FakePortal({
      [`GET ${path}`]: network(7),
      [`DELETE ${path}`]: { status: 204 },
    });
    expect((await cli(portal, ['delete', 'edge-shop/shop'])).out).toBe('edge-shop/shop: deleted');
    const refused = new FakePortal({
      [`GET ${path}`]: network(7),
      [`DELETE ${path}`]: refusal(403, { name: 'NotAllowedError', message: 'You may not' }),
    });
    expect(await cli(refused, ['delete', 'edge-shop/shop'])).toEqual({
      ...{ code: 1, out: '', notes: 'You may not' },
    });
  });
});
