import { wantedClusters } from './up';

test('three clusters by default, or those that exist', () => {
  expect(wantedClusters([])).toEqual(['cluster-1', 'cluster-2', 'cluster-3']);
  expect(wantedClusters(['cluster-1'])).toEqual(['cluster-1']);
});

test('clusters are added, never taken away', () => {
  expect(wantedClusters(['cluster-1'], 2)).toEqual(['cluster-1', 'cluster-2']);
  expect(wantedClusters(['cluster-1', 'cluster-2'], 1)).toEqual(['cluster-1', 'cluster-2']);
  expect(wantedClusters([], 10).at(-1)).toBe('cluster-10');
});

test.each([0, 11, 1.5, NaN])('%p clusters are refused', count => {
  expect(() => wantedClusters([], count)).toThrow('1 to 10 are accepted');
});
