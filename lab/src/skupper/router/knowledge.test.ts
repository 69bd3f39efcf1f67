import { RouterStatus } from '../api/networkStatus';
import { createBalance } from './balance';
import { createKnowledge } from './knowledge';
import { TIMINGS } from './timings';

const site = (name: string) => ({
  identity: `uid-${name}`,
  name,
  namespace: 'net',
  platform: 'kubernetes',
  siteVersion: '2.2.1',
});
const status = (name: string, offers: string[] = []): RouterStatus => ({
  router: { name: `0/${name}` },
  links: [],
  routerAccess: [],
  listeners: [],
  connectors: offers.map(address => ({ destHost: 'h', destPort: '1', address })),
});

/** Hub with two spokes, and a clock that the test moves. */
function network() {
  let time = 1_000_000;
  const make = (name: string, offers?: string[]) => {
    const knowledge = createKnowledge(name, TIMINGS, () => time);
    knowledge.describe(site(name), status(name, offers));
    return knowledge;
  };
  const [hub, one, two] = [make('hub'), make('one'), make('two', ['orders'])];
  const sent = { one: new Map(), two: new Map(), oneToHub: new Map(), twoToHub: new Map() };
  /** One round of signs of life over the links that are up. */
  const beat = (up: { one?: boolean; two?: boolean } = {}) => {
    if (up.two ?? true) hub.learn(two.tell('hub', sent.twoToHub), 'two');
    if (up.one ?? true) {
      hub.learn(one.tell('hub', sent.oneToHub), 'one');
      one.learn(hub.tell('one', sent.one), 'hub');
    }
    if (up.two ?? true) two.learn(hub.tell('two', sent.two), 'hub');
  };
  const names = (knowledge: typeof hub) => knowledge.network().siteStatus.map(s => s.site.name);
  const wait = (ms: number) => {
    time += ms;
  };
  /** Until all know each other, and tell so. */
  const meet = () => {
    beat();
    beat();
    wait(TIMINGS.introduce.all);
    beat();
    beat();
  };
  return { hub, one, two, beat, names, wait, meet };
}

it('tells of a new router late: of its site first, then of what it has, though the way is there at once', () => {
  const { hub, two, beat, names, wait } = network();
  two.describe(site('two'), {
    ...status('two', ['orders']),
    routerAccess: [{ identity: 'two:1' }],
  });
  beat();
  const told = () => {
    const router = hub.network().siteStatus.find(s => s.site.name === 'two')!.routerStatus[0];
    return [router.routerAccess.length, router.connectors.length];
  };
  expect(hub.routes('orders')).toHaveLength(1);
  wait(TIMINGS.introduce.site - 1);
  expect(names(hub)).toEqual(['hub']);
  wait(1);
  expect(names(hub)).toEqual(['hub', 'one', 'two']);
  expect(told()).toEqual([0, 0]);
  wait(TIMINGS.introduce.all - TIMINGS.introduce.site);
  expect(told()).toEqual([1, 1]);
});

it('tells of a router that was started again what it told before, until it tells the new', () => {
  const { hub, meet, names, wait } = network();
  meet();
  const again = {
    router: 'two',
    epoch: 9e12,
    version: 1,
    site: site('two'),
    status: status('two'),
  };
  const offers = () => hub.network().siteStatus.find(s => s.site.name === 'two')!.routerStatus[0];
  expect(hub.learn({ records: [again] }, 'two')).toBe(true);
  expect(names(hub)).toEqual(['hub', 'one', 'two']);
  expect(offers().connectors).toHaveLength(1);
  wait(TIMINGS.introduce.all);
  expect(offers().connectors).toEqual([]);
});

it('forgets a router earlier that said it was going', () => {
  const { hub, beat, wait, meet, names } = network();
  meet();
  hub.leaves('two');
  for (let waited = 0; waited < TIMINGS.leave - 2_000; waited += 2_000) {
    wait(2_000);
    beat({ two: false });
  }
  expect([hub.forget(), hub.hasLeft('two')]).toEqual([false, true]);
  wait(2_000);
  expect([hub.forget(), hub.hasLeft('two')]).toEqual([true, false]);
  expect(names(hub)).toEqual(['hub', 'one']);
});

it('keeps the times that were recorded of the real router, within a factor of two', () => {
  const recorded = {
    'cut until the link is called down': [
      TIMINGS.silence + TIMINGS.closed + TIMINGS.notice,
      17_900,
    ],
    'cut until the network is without it': [TIMINGS.forget, 29_500],
    'crash of the other end until the link is called down': [
      TIMINGS.closed + TIMINGS.notice,
      1_900,
    ],
    'new link until the site is known': [TIMINGS.introduce.site, 6_000],
    'new link until all is known': [TIMINGS.introduce.all, 13_500],
    'end of the hub until it is forgotten': [TIMINGS.leave, 19_000],
    'another listener until both ends tell of it': [2 * TIMINGS.notice, 1_000],
    'between two documents': [TIMINGS.report, 1_000],
  };
  for (const [what, [ours, theirs]] of Object.entries(recorded)) {
    expect([what, ours / theirs > 0.5 && ours / theirs < 2]).toEqual([what, true]);
  }
});

it('spreads what every router says over the hub, with the way to it', () => {
  const { hub, one, two, names, meet } = network();
  meet();
  expect([hub, one, two].map(names)).toEqual(Array(3).fill(['hub', 'one', 'two']));
  expect(one.routes('orders')).toEqual([{ router: 'two', via: 'hub', hops: 2 }]);
  expect(hub.routes('orders')).toEqual([{ router: 'two', via: 'two', hops: 1 }]);
  expect(two.routes('orders')).toEqual([]);
});

it('tells a record once, and again when it changed', () => {
  const { two, hub } = network();
  const sent = new Map<string, string>();
  expect(two.tell('hub', sent).records).toHaveLength(1);
  expect(two.tell('hub', sent).records).toBeUndefined();
  expect(two.describe(site('two'), status('two', ['orders']))).toBe(false);
  expect(two.describe(site('two'), status('two', ['orders', 'more']))).toBe(true);
  const again = two.tell('hub', sent);
  expect(hub.learn(again, 'two')).toBe(true);
  expect(hub.learn(again, 'two')).toBe(false);
  expect(hub.routes('more')).toHaveLength(1);
});

it('forgets a router 28 s after its last sign of life, however it was told', () => {
  const { hub, one, beat, names, wait, meet } = network();
  meet();
  for (let i = 0; i < 13; i += 1) {
    wait(2_000);
    beat({ two: false });
    hub.forget();
    one.forget();
  }
  expect(names(one)).toEqual(['hub', 'one', 'two']);
  wait(2_100);
  expect([hub.forget(), one.forget()]).toEqual([true, true]);
  expect([names(hub), names(one)]).toEqual([
    ['hub', 'one'],
    ['hub', 'one'],
  ]);
});

it('has no way over a link that is down, at once, and has it back with the next sign of life', () => {
  const { hub, one, beat, names, wait, meet } = network();
  meet();
  expect(hub.unlink('two')).toEqual(['two']);
  expect(hub.routes('orders')).toEqual([]);
  expect(one.outOfReach('two', 'hub')).toEqual(['two']);
  expect(one.outOfReach('two', 'hub')).toEqual([]);
  expect(one.routes('orders')).toEqual([]);
  expect(names(one)).toContain('two');
  wait(5_000);
  beat();
  beat();
  expect(one.routes('orders')).toEqual([{ router: 'two', via: 'hub', hops: 2 }]);
});

it('does not believe what others say about itself', () => {
  const { one, two, meet } = network();
  meet();
  const forged = {
    router: 'one',
    epoch: 9e15,
    version: 1,
    site: site('forged'),
    status: status('x'),
  };
  expect(one.learn({ records: [forged] }, 'hub')).toBe(false);
  expect(JSON.stringify(one.network())).not.toContain('forged');
  expect(two.network().siteStatus).toHaveLength(3);
});

describe('balance', () => {
  it('takes turns among equals, and prefers the idle and the near', () => {
    const balance = createBalance();
    const ways = [
      { key: 'a', cost: 0 },
      { key: 'b', cost: 0 },
      { key: 'far', cost: 2 },
    ];
    const ends: Array<() => void> = [];
    const taken = Array.from({ length: 6 }, () => {
      const [best] = balance.order(ways);
      ends.push(balance.begin(best.key));
      return best.key;
    });
    expect(taken.filter(key => key === 'a').length).toBeGreaterThan(1);
    expect(taken.filter(key => key === 'b').length).toBeGreaterThan(1);
    expect(taken.slice(0, 4)).not.toContain('far');
    expect(taken).toContain('far');
    ends.forEach(end => end());
    ends.forEach(end => end());
    const idle = [0, 1].map(() => {
      const [best] = balance.order(ways);
      balance.begin(best.key)();
      return best.key;
    });
    expect(idle.sort()).toEqual(['a', 'b']);
  });
});
