import {
  emptyNetwork,
  returnsNetwork,
  shopNetwork,
  unknownNetwork,
  wideNetwork,
} from '../../../../dev/answers';
import { firstToLookAt, linkFinding, memberFinding, serviceFinding } from './findings';

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
