import type { Operation, RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import { createMachine } from './createMachine';
import type { Window } from './startSteps';
import { appliedAll, inputFor, shop } from '../testing';

const wide: Window = { steps: 1000, manifestLength: 1_000_000 };
const desired = shop(2);
const applied = appliedAll(desired);

/** What is started with the plan that people were shown: that of `shown`, which need not be `operation`. */
function inputOf(operation: Operation, shown = operation, more = {}): RolloutInput {
  return { ...inputFor(desired, { applied, ...more, operation: shown }), operation };
}

/** Ids of the steps in the order in which they start, when all succeed. */
function runAll(input: RolloutInput): string[] {
  const machine = createMachine(input);
  const ids: string[] = [];
  for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
    starts.forEach(({ id }) => machine.completed(id, {}));
    ids.push(...starts.map(({ id }) => id));
  }
  expect(machine.ended).toEqual({ state: 'Succeeded', failed: [] });
  return ids;
}

describe('createMachine', () => {
  it('plans a repair as everything, although all of it is applied', () => {
    expect(runAll(inputOf('repair'))).toHaveLength(12);
    expect(runAll(inputOf('update'))).toEqual([]);
  });

  it('goes on with a repair of before repairs applied everything', () => {
    const link = 'linkSpoke@cluster-2';
    const partial = { ...applied, [link]: { ...applied[link], state: 'partial' as const } };
    expect(runAll(inputOf('repair', 'update', { applied: partial }))).toEqual([link, 'verify']);
  });

  it('refuses another plan than the one that was shown', () => {
    expect(() => createMachine(inputOf('update', 'repair'))).toThrow(/not the one that was shown/);
    expect(() => createMachine({ ...inputOf('repair'), planDigest: 'other' })).toThrow(
      /not the one that was shown/,
    );
  });

  it('goes back from a repair to what is asked for, and does again what was begun', () => {
    const machine = createMachine(inputOf('repair', 'repair', { previous: desired }));
    const [first] = machine.start(wide);
    machine.failed(first.id, 'forbidden');
    machine.command('rollback', { by: 'user:default/guest' });
    const back: string[] = [];
    for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
      starts.forEach(({ id }) => machine.completed(id, {}));
      back.push(...starts.map(({ argument }) => argument.step));
    }
    expect(back).toEqual(['createNetwork@cluster-1', 'verify']);
    expect(machine.ended).toEqual({ state: 'RolledBack', failed: [] });
  });
});
