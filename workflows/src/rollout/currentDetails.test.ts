import { currentDetails } from './currentDetails';

const counts = {
  Pending: 80,
  Running: 4,
  Succeeded: 37,
  Failed: 1,
  Skipped: 0,
  Undone: 0,
  UndoFailed: 0,
};

describe('currentDetails', () => {
  it('counts the steps and names what failed', () => {
    const failed = [{ step: 'linkSpoke@cluster-9', error: 'no route' }];
    expect(currentDetails({ state: 'Running', counts, running: [], failed })).toBe(
      [
        '**Running**: 37 of 122 steps done, 4 running, 1 failed',
        '',
        '- `linkSpoke@cluster-9`: no route',
      ].join('\n'),
    );
  });

  it('names ten failed steps at most', () => {
    const failed = Array.from({ length: 12 }, (_, i) => ({ step: `s${i}`, error: 'no' }));
    const lines = currentDetails({ state: 'Blocked', counts, running: [], failed }).split('\n');
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe('- and 2 more');
  });
});
