import {
  CommandDefinition,
  fittingCommands,
  isRolloutCommand,
  RolloutCommandName,
  rolloutCommandNames,
  rolloutCommands,
} from './commands';
import { isFinal, RolloutState, rolloutStates } from './states';

const failed = { state: 'Failed' };
const done = { state: 'Succeeded' };

describe('the table of commands', () => {
  it.each<[RolloutState, object[], RolloutCommandName[]]>([
    ['AwaitingApproval', [], ['approve', 'reject', 'cancel']],
    ['Running', [done], ['pause', 'rollback', 'cancel']],
    ['Running', [failed], ['retry', 'skip', 'pause', 'rollback', 'cancel']],
    ['Paused', [done], ['resume', 'rollback', 'cancel']],
    ['Blocked', [failed], ['retry', 'skip', 'rollback', 'cancel']],
    ['RollingBack', [failed], []],
    ['Succeeded', [done], []],
  ])('says what fits a rollout that is %s with steps %j', (state, steps, expected) => {
    expect(fittingCommands({ state, steps: steps as { state: string }[] })).toEqual(expected);
  });

  it('has nothing for rollouts that have ended', () => {
    const ended = (Object.keys(rolloutStates) as RolloutState[]).filter(isFinal);
    expect(ended).toEqual(['Succeeded', 'Failed', 'RolledBack', 'RollbackIncomplete', 'Canceled']);
    for (const { states } of Object.values(rolloutCommands)) {
      expect(states.some(isFinal)).toBe(false);
    }
  });

  it('knows no other commands, and no state of a newer version', () => {
    expect(rolloutCommandNames.every(isRolloutCommand)).toBe(true);
    expect(isRolloutCommand('toString')).toBe(false);
    expect(isFinal('Hibernating' as RolloutState)).toBe(false);
  });

  /** What the compiler asks for when a command is added; `npm run tsc` checks the comments. */
  it('is completed by the compiler', () => {
    type Wider = RolloutCommandName | 'hurry';
    const hurry: CommandDefinition = {
      about: 'rollout',
      states: ['Running'],
      permission: rolloutCommands.pause.permission,
      body: { reason: 'optional' },
      description: 'Start more steps at once',
      past: 'hurried',
    };
    const wider: Record<Wider, CommandDefinition> = { ...rolloutCommands, hurry };
    // @ts-expect-error - effects, labels and icons are Records of all names: `hurry` is missing
    const effects: Record<Wider, true> = {
      approve: true,
      reject: true,
      retry: true,
      skip: true,
      pause: true,
      resume: true,
      rollback: true,
      cancel: true,
    };
    // @ts-expect-error - a definition without the words of its refusal
    const silent: CommandDefinition = { ...hurry, past: undefined };
    // @ts-expect-error - a state that there is not
    const lost: CommandDefinition = { ...hurry, states: ['Hurrying'] };
    // @ts-expect-error - a field that no reader knows
    const odd: CommandDefinition = { ...hurry, body: { speed: 'required' } };
    expect([wider.hurry, effects, silent, lost, odd]).toHaveLength(5);
  });
});
