import { dirname } from 'node:path';
import { stringify } from 'yaml';
import { document, network, path, plan, rollout } from '../__testUtils__/answers';
import { cli, FakePortal, files, refusal } from '../__testUtils__/FakePortal';

const resource = stringify({ project: 'edge-shop', name: 'shop', spec: document });
const { 'network.yaml': file, 'bare.json': bare } = files({
  'network.yaml': resource,
  'bare.json': JSON.stringify(document),
});
const open = { rollout: { id: 'r1', state: 'Running' as const } };
const get = `GET ${path}`;
const put = `PUT ${path}`;
const read = `GET ${path}/rollouts/r1`;

describe('apply', () => {
  it('creates what is not there, and tells the rollout', async () => {
    const portal = new FakePortal({ [put]: network(1, open) });
    expect(await cli(portal, ['apply', '-f', file])).toEqual({
      code: 0,
      out: 'edge-shop/shop: created, rollout r1',
      notes: '',
    });
    expect(portal.requests.at(-1)?.body).toEqual(document);
    expect(portal.requests.at(-1)?.headers.get('if-match')).toBeNull();
  });

  it('changes what was read, and nothing else', async () => {
    const portal = new FakePortal({ [get]: network(4), [put]: network(5, open) });
    const { out } = await cli(portal, ['apply', '-f', file, '--plan', 'abc']);
    expect(out).toBe('edge-shop/shop: changed, rollout r1');
    const { headers } = portal.requests.at(-1)!;
    expect(headers.get('if-match')).toBe('"4"');
    expect(headers.get('interconnect-plan-digest')).toBe('abc');
  });

  it('says that the same document again is no change', async () => {
    const portal = new FakePortal({ [get]: network(4), [put]: network(4) });
    const { code, out } = await cli(portal, ['apply', '-f', file, '--wait']);
    expect([code, out]).toEqual([0, 'edge-shop/shop: unchanged']);
  });

  it('takes a bare document of the network that the argument names', async () => {
    const portal = new FakePortal({ [put]: network(1) });
    await cli(portal, ['apply', '-f', bare, 'edge-shop/shop']);
    expect(portal.requests.at(-1)).toMatchObject({ asked: put, body: document });
    const inProject = new FakePortal({ [put]: network(1) });
    await cli(inProject, ['apply', 'shop', '-p', 'edge-shop', '-f', '-'], {
      readStdin: async () => Buffer.from(stringify(document)),
    });
    expect(inProject.asked()).toContain(put);
  });

  it('takes several files, folders and networks', async () => {
    const { 'a.yaml': first } = files({
      'a.yaml': resource,
      'b.json': JSON.stringify({
        ...{ project: 'edge-shop', name: 'other', spec: document },
      }),
      'c.txt': 'none',
    });
    const other = 'PUT /projects/edge-shop/networks/other';
    const portal = new FakePortal({ [put]: network(1), [other]: network(1, { name: 'other' }) });
    const { out } = await cli(portal, ['apply', '-f', dirname(first), '-o', 'json']);
    expect(JSON.parse(out)).toEqual([
      { project: 'edge-shop', network: 'shop', outcome: 'created' },
      { project: 'edge-shop', network: 'other', outcome: 'created' },
    ]);
    await cli(portal, ['apply', '-f', first, '-f', first, '-p', 'x']);
    expect(portal.asked().filter(asked => asked === put)).toHaveLength(3);
  });

  it('tells what was done before the network that is refused', async () => {
    const { 'two.yaml': two } = files({
      'two.yaml': `${resource}---\n${stringify({ project: 'edge-shop', name: 'other', spec: document })}`,
    });
    const portal = new FakePortal({
      [put]: network(1, open),
      'PUT /projects/edge-shop/networks/other': refusal(403, {
        ...{ name: 'NotAllowedError', message: 'Not allowed' },
      }),
    });
    expect(await cli(portal, ['apply', '-f', two, '--wait'])).toEqual({
      ...{ code: 1, out: '', notes: 'edge-shop/shop: created, rollout r1\nNot allowed' },
    });
  });

  it('takes back what get prints', async () => {
    const selectors = [{ selector: { region: 'eu' }, clusters: ['cluster-2'] }];
    const left = [{ cluster: 'gone', objects: ['Namespace interconnect-shop'] }];
    const formerSpokes = [{ cluster: 'gone', removedAt: '2026-11-29T09:00:00.000Z' }];
    const printed = stringify(network(4, { ...open, selectors, left, formerSpokes }).body);
    const portal = new FakePortal({ [get]: network(4), [put]: network(4) });
    const { code } = await cli(portal, ['apply', '-f', '-'], {
      readStdin: async () => Buffer.from(printed),
    });
    expect(code).toBe(0);
    expect(portal.requests.at(-1)?.body).toEqual(document);
  });

  it('waits until the rollout has ended, and tells what it does', async () => {
    const portal = new FakePortal({
      [put]: network(1, open),
      [read]: [rollout('Running'), rollout('Running'), rollout('Succeeded')],
    });
    expect(await cli(portal, ['apply', '-f', file, '--wait'])).toEqual({
      code: 0,
      out: 'edge-shop/shop: created, rollout r1, Succeeded',
      notes: [
        '  verify: Running',
        'Rollout r1 (create): Running',
        '  verify: Succeeded',
        'Rollout r1 (create): Succeeded',
      ].join('\n'),
    });
  });

  it.each([
    ['Failed', 1],
    ['RolledBack', 1],
    ['Canceled', 1],
    ['AwaitingApproval', 3],
    ['Blocked', 3],
    ['Paused', 3],
  ] as const)('ends with a code of its own when the rollout is %s', async (state, code) => {
    const portal = new FakePortal({ [put]: network(1, open), [read]: rollout(state) });
    const ended = await cli(portal, ['apply', '-f', file, '--wait']);
    expect(ended).toMatchObject({ code, out: `edge-shop/shop: created, rollout r1, ${state}` });
  });

  it('waits no longer than it may, also while the server does not answer', async () => {
    const portal = new FakePortal({ [put]: network(1, open), [read]: { status: 0 } });
    const { code, notes } = await cli(portal, ['apply', '-f', file, '--wait', '--timeout', '10s']);
    expect(code).toBe(4);
    expect(notes).toBe(
      'http://portal.test cannot be reached (ECONNREFUSED): nothing listens there; asking again\n' +
        'Not in time. Rollout r1 goes on: interconnect rollout watch edge-shop/shop r1',
    );
  });

  it('leaves the rollout running with Ctrl-C, and says so', async () => {
    const portal = new FakePortal({ [put]: network(1, open), [read]: rollout('Running') });
    const control = new AbortController();
    const { code, notes } = await cli(portal, ['apply', '-f', file, '--wait'], {
      interrupted: control.signal,
      sleep: async () => {
        control.abort();
        throw control.signal.reason;
      },
    });
    expect(code).toBe(130);
    expect(notes).toContain('Rollout r1 goes on: interconnect rollout watch edge-shop/shop r1');
    expect(portal.asked().filter(asked => asked.startsWith('POST'))).toEqual([]);
  });

  it('follows a rollout that leads to the same document already', async () => {
    const portal = new FakePortal({
      [get]: network(1, open),
      [read]: [rollout('Running'), rollout('Succeeded')],
    });
    const { code, out } = await cli(portal, ['apply', '-f', file, '--wait']);
    expect([code, out]).toEqual([0, 'edge-shop/shop: under way, rollout r1, Succeeded']);
    expect(portal.asked()).not.toContain(put);
  });

  describe('while another rollout is under way', () => {
    const busy = refusal(409, {
      ...{ name: 'ConflictError', message: 'has not ended' },
      ...{ rollout: { id: 'r1' } },
    });
    const other = network(3, { ...open, spec: { ...document, description: 'other' } });

    it('does nothing without --wait', async () => {
      const portal = new FakePortal({ [get]: other, [put]: busy });
      const { code, notes } = await cli(portal, ['apply', '-f', file]);
      expect(code).toBe(3);
      expect(notes).toMatch(/^edge-shop\/shop: rollout r1 has not ended: wait for it/);
    });

    it('comes after it with --wait', async () => {
      const portal = new FakePortal({
        [get]: [other, network(3)],
        [put]: [busy, network(4, { rollout: { id: 'r2', state: 'Running' } })],
        [read]: [rollout('Running'), rollout('Succeeded')],
        [`GET ${path}/rollouts/r2`]: rollout('Succeeded', { id: 'r2' }),
      });
      const { code, out } = await cli(portal, ['apply', '-f', file, '--wait']);
      expect([code, out]).toEqual([0, 'edge-shop/shop: changed, rollout r2, Succeeded']);
    });

    it('does not wait for a person', async () => {
      const portal = new FakePortal({ [get]: other, [put]: busy, [read]: rollout('Blocked') });
      const { code, notes } = await cli(portal, ['apply', '-f', file, '--wait']);
      expect(code).toBe(3);
      expect(notes).toMatch(/rollout r1 is Blocked: it waits for a person$/);
    });
  });

  it('tells where in the file a field stands that the server refuses', async () => {
    const fields = [
      {
        field: 'spokes[0].cluster',
        message: "'cluster-2' is unknown",
        accepted: 'cluster-1, cluster-3',
      },
    ];
    const wrong = refusal(400, { name: 'InputError', message: 'wrong', ...{ fields } });
    const portal = new FakePortal({ [put]: wrong, [`POST ${path}/plan`]: wrong });
    for (const command of ['apply', 'plan']) {
      expect(await cli(portal, [command, '-f', file])).toEqual({
        code: 2,
        out: '',
        notes: `${file}:8: spokes[0].cluster: 'cluster-2' is unknown (accepted: cluster-1, cluster-3)`,
      });
    }
  });
});

describe('plan', () => {
  it('shows what apply would do, for people and for programs', async () => {
    const portal = new FakePortal({ [`POST ${path}/plan`]: { body: plan } });
    const { code, out } = await cli(portal, ['plan', '-f', file]);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'edge-shop/shop',
        'ACTION  STEP    WHAT\napply   verify  look whether it is so',
        'Warnings:\n  no server',
        'Needs an approval:\n  production',
        'Clients will reach:\n  http://web:80',
        `Plan ${plan.digest} (create, 1 steps)`,
      ].join('\n\n'),
    );
    expect(JSON.parse((await cli(portal, ['plan', '-f', file, '-o', 'json'])).out)).toEqual(plan);
    expect(portal.asked().every(asked => asked.startsWith('POST'))).toBe(true);
  });
});
