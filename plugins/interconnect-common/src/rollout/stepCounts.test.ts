import { stepCounts } from './stepCounts';
import { StepState } from './states';

it('counts what is done, what was left out and what failed', () => {
  const states: StepState[] = [
    'Pending',
    'Running',
    'Succeeded',
    'Skipped',
    'Undone',
    'Failed',
    'UndoFailed',
  ];
  expect(stepCounts(states.map(state => ({ state })))).toEqual({
    all: 7,
    done: 2,
    skipped: 1,
    failed: 2,
  });
  expect(stepCounts([])).toEqual({ all: 0, done: 0, skipped: 0, failed: 0 });
});
