import {
  rollbackPlan,
  type Operation,
  type RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { checkInput } from './checkInput';
import { RolloutMachine } from './RolloutMachine';
import type { Window } from './startSteps';
import { appliedAll, inputFor, shop } from '../testing';

const wide: Window = { steps: 1000, manifestLength: 1_000_000 };
const desired = shop(2);
const applied = appliedAll(desired);

const inputOf = (operation: Operation, more = {}): RolloutInput =>
  inputFor(desired, { applied, ...more, operation });

/** Ids of the steps in the order in which they start, when all succeed. */
function runAll(input: RolloutInput): string[] {
  checkInput(input);
  const machine = new RolloutMachine(input);
  const ids: string[] = [];
  for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
    starts.forEach(({ id }) => machine.completed(id, {}));
    ids.push(...starts.map(({ id }) => id));
  }
  expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
  return ids;
}

describe('an input', () => {
  it('is carried out as it stands: whatever the planner would make of it now', () => {
    expect(runAll(inputOf('repair'))).toHaveLength(14);
    expect(runAll(inputOf('update'))).toEqual([]);
    const { steps } = inputOf('repair');
    const [first] = steps.filter(({ needs }) => needs.length === 0);
    expect(runAll(inputOf('update', { steps: [first] }))).toEqual([first.id]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['nothing', null, 'InvalidInput', /not that of a rollout/],
    ['another plan than the one that was shown', { planDigest: 'other' }, 'InvalidInput', /shown/],
    ['other steps than were shown', { steps: [] }, 'InvalidInput', /not the one that was shown/],
    ['no steps', { steps: undefined }, 'InvalidInput', /^steps is missing/],
    ['no options', { options: undefined }, 'InvalidInput', /^options.window is undefined/],
    ['an older format', { format: undefined }, 'UnknownFormat', /older version/],
    ['a newer format', { format: 4 }, 'UnknownFormat', /newer version/],
  ])('is refused with %s', (_, more, type, message) => {
    const input = more === null ? more : { ...inputOf('repair'), ...(more as object) };
    expect(() => checkInput(input as RolloutInput)).toThrow(
      expect.objectContaining({
        type,
        nonRetryable: true,
        message: expect.stringMatching(message),
      }),
    );
  });

  it('may have fields that this version does not know', () => {
    expect(() => checkInput({ ...inputOf('repair'), later: 1 } as RolloutInput)).not.toThrow();
  });

  it('goes back from a repair to what is asked for, and does again what was begun', () => {
    const machine = new RolloutMachine(inputOf('repair', { previous: desired }));
    const [first] = machine.start(wide);
    machine.failed(first.id, 'forbidden');
    machine.command('rollback', { by: 'user:default/guest' });
    machine.rollbackPlanned(rollbackPlan(machine.rollbackBase!).steps);
    const back: string[] = [];
    for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
      starts.forEach(({ id }) => machine.completed(id, {}));
      back.push(...starts.map(({ argument }) => argument.step));
    }
    expect(back).toEqual(['createNetwork@cluster-1', 'verify']);
    expect(machine.ended).toEqual({ state: 'RolledBack', failed: [] });
  });
});
