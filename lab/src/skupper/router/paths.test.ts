import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { until } from '../__testUtils__/routers';
import {
  createTestNetwork,
  digest,
  exchange,
  PORTS,
  TestNetwork,
} from '../__testUtils__/testNetwork';

let network: TestNetwork;
beforeAll(async () => {
  network = await createTestNetwork();
}, 30_000);
afterAll(() => network?.close());

it('a path that goes silent is noticed late, its far side forgotten later, and all is back when it is healed', async () => {
  const { path, link, sees, routers } = network;
  await until('up', () => link('one') === 'up');
  const held = connect({ host: routers.one.address, port: PORTS.echo });
  held.on('error', () => {});
  held.write('x');
  await new Promise(resolve => held.once('data', resolve));
  path.cut();
  const start = Date.now();
  await until('the link is down', () => link('one') === 'down');
  const down = Date.now() - start;
  expect(sees('one')).toEqual(['hub', 'one', 'two']);
  await until('its connections are broken off', () => held.destroyed);
  await until('the others are forgotten', () => sees('one').length === 1);
  const forgotten = Date.now() - start;
  await until('the others forgot it', () =>
    (['hub', 'two'] as const).every(site => !sees(site).includes('one')),
  );
  // As the timings of these tests say: 0.8 s of silence, forgotten after 1.4 s.
  expect(down).toBeGreaterThanOrEqual(700);
  expect(forgotten).toBeGreaterThanOrEqual(1_200);
  path.heal();
  await until('up again', () => link('one') === 'up' && sees('one').length === 3);
  const bytes = randomBytes(100_000);
  expect(digest(await exchange(routers.one.address, PORTS.back, bytes))).toBe(digest(bytes));
}, 30_000);

it('a router that says it is going is not called down before it is forgotten', async () => {
  const own = await createTestNetwork();
  try {
    const { link, sees, routers } = own;
    await until('up', () => link('one') === 'up');
    routers.hub.router.leave();
    // When the spoke knows what was said after it, it has heard it.
    await own.offer('hub', socket => socket.end());
    const states: Array<string | undefined> = [];
    routers.hub.close();
    await until('the hub is forgotten', () => {
      if (sees('one').includes('hub')) states.push(link('one'));
      return !sees('one').includes('hub');
    });
    expect(new Set(states)).toEqual(new Set(['up']));
    await until('the link is down', () => link('one') === 'down');
    expect(sees('one')).not.toContain('hub');
  } finally {
    own.close();
  }
}, 30_000);

it('a router that is gone is noticed soon, and the next one found', async () => {
  const { link, sees, routers } = network;
  await until('up', () => link('two') === 'up' && sees('two').length === 3);
  routers.hub.close();
  await until('the link is down', () => link('two') === 'down');
  expect(sees('two')).toHaveLength(3);
  network.restartHub();
  await until('up again', () => link('two') === 'up' && link('one') === 'up');
  const bytes = randomBytes(100_000);
  let answer = '';
  while (answer !== digest(bytes)) {
    // Until the new hub has said what it offers; the time of this test is the limit.
    answer = await exchange(routers.two.address, PORTS.echo, bytes).then(digest, () => '');
  }
  expect(link('two')).toBe('up');
}, 30_000);
