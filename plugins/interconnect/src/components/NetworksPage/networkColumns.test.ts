import { emptyNetwork, returnsNetwork, wideNetwork } from '../../../dev/answers';
import { networkRow, passes, searchText } from './networkColumns';

const now = new Date();

describe('networkRow', () => {
  it('counts what was observed, not what was asked for', () => {
    expect(networkRow(returnsNetwork(now))).toMatchObject({
      hub: 'cluster-1',
      clusters: ['cluster-1', 'cluster-2', 'cluster-3'],
      spokes: 2,
      linksUp: 1,
      services: ['my-backend:8080'],
    });
    expect(networkRow(wideNetwork(now, 500))).toMatchObject({ spokes: 500, linksUp: 460 });
    expect(networkRow(emptyNetwork())).toMatchObject({ clusters: [], spokes: 0, linksUp: 0 });
  });
});

describe('passes', () => {
  it('needs all of project, phase and cluster', () => {
    const row = networkRow(returnsNetwork(now));
    expect(passes(row, {})).toBe(true);
    expect(passes(row, { project: 'edge-shop', phase: 'Degraded', cluster: 'cluster-3' })).toBe(
      true,
    );
    expect(passes(row, { project: 'warehouse' })).toBe(false);
    expect(passes(row, { phase: 'Ready' })).toBe(false);
    expect(passes(row, { cluster: 'cluster-4' })).toBe(false);
  });
});

describe('searchText', () => {
  it('has the names of everything in the network', () => {
    const text = searchText(networkRow(returnsNetwork(now)));
    for (const word of ['edge-shop', 'returns', 'Returns desk', 'cluster-3', 'my-frontend']) {
      expect(text).toContain(word);
    }
  });
});
