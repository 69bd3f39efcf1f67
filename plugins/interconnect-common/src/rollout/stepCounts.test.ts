import { stepCounts } from './stepCounts';
import { StepState } from './states';

it('counts what is done and what failed', () => {
  const states: StepState[] = [
    'Pending',
    'Running',
    'Succeeded',
    'Skipped',
    'Undone',
    'Failed',
    'UndoFailed',
  ];
  expect(stepCounts(states.map(state => ({ state })))).toEqual({ all: 7, done: 3, failed: 2 });
  expect(stepCounts([])).toEqual({ all: 0, done: 0, failed: 0 });
});
