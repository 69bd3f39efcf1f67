import {
  emptyNetwork,
  returnsNetwork,
  shopNetwork,
  unknownNetwork,
  wideNetwork,
} from '../../../../dev/answers';
import { firstToLookAt, linkFinding, memberFinding, serviceFinding } from './answers';
import {
  hubCommands,
  linkCommands,
  memberCommands,
  routerCommands,
  serviceCommands,
} from './commands';

const now = new Date();

describe('findings', () => {
  it('are good only when everything was seen to be', () => {
    const { status } = shopNetwork(now);
    expect(memberFinding(status).verdict).toBe('Ready');
    expect(linkFinding(status).verdict).toBe('Ready');
    expect(serviceFinding(status).verdict).toBe('Ready');
  });

  it('are bad when one is bad, and name it', () => {
    const finding = linkFinding(returnsNetwork(now).status);
    expect(finding.verdict).toBe('NotReady');
    expect(finding.bad.map(({ cluster }) => cluster)).toEqual(['cluster-3']);
    const wide = linkFinding(wideNetwork(now, 500).status);
    expect([wide.all, wide.bad, wide.unknown].map(list => list.length)).toEqual([500, 35, 5]);
  });

  it('are unknown when nobody looked', () => {
    const { status } = unknownNetwork();
    expect(memberFinding(status).verdict).toBe('Unknown');
    expect(linkFinding(status).verdict).toBe('Unknown');
    expect(serviceFinding(status).verdict).toBe('Unknown');
  });

  it('are empty when there is nothing', () => {
    expect(memberFinding(emptyNetwork().status).verdict).toBe('Empty');
  });
});

it('begins with the cluster that is worst', () => {
  expect(firstToLookAt(returnsNetwork(now))).toBe('cluster-3');
  expect(firstToLookAt(shopNetwork(now))).toBe('cluster-1');
  expect(firstToLookAt(emptyNetwork())).toBeUndefined();
});

const spoke = { cluster: 'cluster-3', namespace: 'interconnect-shop', role: 'spoke' as const };

it('names cluster, namespace and link', () => {
  const prefix = 'kubectl --context cluster-3 -n interconnect-shop';
  expect(memberCommands(spoke)).toEqual([`${prefix} get sites -o wide`]);
  expect(linkCommands(spoke)).toEqual([
    `${prefix} get links.skupper.io`,
    `${prefix} describe link interconnect-cluster-3`,
  ]);
  expect(serviceCommands(spoke)[0]).toBe(
    `${prefix} get sites,links.skupper.io,listeners,connectors`,
  );
  expect(routerCommands(spoke)[0]).toBe(`${prefix} get all`);
});

it('looks for an address at the hub, which has no link of its own', () => {
  const hub = { ...spoke, cluster: 'cluster-1', role: 'hub' as const };
  expect(hubCommands(hub)[0]).toContain('get services');
  expect(linkCommands(hub).join()).not.toContain('links');
});
