import { networkApprovePermission, networkOperatePermission } from '../permissions';
import { RolloutState } from './states';

/** A field of a request to command a rollout. @public */
export type CommandField = 'reason' | 'steps' | 'rollback';

/** What is said of a command that people give to a running rollout. @public */
export interface CommandDefinition {
  /**
   * Whether the rollout may begin, failed steps (those that it names, or all), or everything that
   * is not done yet.
   */
  about: 'approval' | 'failedSteps' | 'rollout';
  /** In which the rollout takes it. */
  states: readonly RolloutState[];
  permission: typeof networkOperatePermission;
  /** Fields of the request. */
  body: { [F in CommandField]?: 'required' | 'optional' };
  /**
   * What only a person can do, who does it themselves: no service, no agent, nothing with a token on
   * a person's behalf. Absent: whoever has the permission.
   */
  onlyPeople?: string;
  /** The request names the plan that was looked at. */
  namesPlan?: true;
  /** What the portal asks before it gives the command; absent: nothing, it gives it at once. */
  asksFirst?: 'reason';
  /** What it does, in Temporal's UI. */
  description: string;
  /** As in "This rollout cannot be paused". */
  past: string;
  /** Why it does not fit a state, where the state itself says too little. */
  unfit?: { [S in RolloutState]?: string };
}

const working: readonly RolloutState[] = ['Running', 'Paused', 'Blocked'];

const decide = 'decide about this rollout';

const commands = {
  approve: {
    about: 'approval',
    states: ['AwaitingApproval'],
    permission: networkApprovePermission,
    onlyPeople: decide,
    body: { reason: 'optional' },
    namesPlan: true,
    asksFirst: 'reason',
    description: 'Let it begin',
    past: 'approved',
  },
  reject: {
    about: 'approval',
    states: ['AwaitingApproval'],
    permission: networkApprovePermission,
    onlyPeople: decide,
    body: { reason: 'required' },
    asksFirst: 'reason',
    description: 'End it before it has begun',
    past: 'rejected',
  },
  retry: {
    about: 'failedSteps',
    states: working,
    permission: networkOperatePermission,
    body: { reason: 'optional', steps: 'optional' },
    description: 'Run failed steps once more',
    past: 'retried',
  },
  skip: {
    about: 'failedSteps',
    states: working,
    permission: networkOperatePermission,
    onlyPeople: 'skip steps of this rollout',
    body: { reason: 'optional', steps: 'optional' },
    asksFirst: 'reason',
    description: 'Go on as if failed steps were done',
    past: 'skipped',
  },
  pause: {
    about: 'rollout',
    states: ['Running'],
    permission: networkOperatePermission,
    body: { reason: 'optional' },
    description: 'Start no new steps',
    past: 'paused',
    unfit: {
      Paused: 'it is paused already',
      Blocked: 'no step is left that could start: retry, skip or roll back what failed',
    },
  },
  resume: {
    about: 'rollout',
    states: ['Paused'],
    permission: networkOperatePermission,
    body: { reason: 'optional' },
    description: 'Start steps again',
    past: 'resumed',
    unfit: {
      Running: 'it is not paused',
      Blocked: 'it is not paused but waits because of failed steps: retry, skip or roll back',
    },
  },
  rollback: {
    about: 'rollout',
    states: working,
    permission: networkOperatePermission,
    body: { reason: 'optional' },
    asksFirst: 'reason',
    description: 'Stop, and undo everything that this rollout started',
    past: 'rolled back',
  },
  cancel: {
    about: 'rollout',
    states: ['AwaitingApproval', ...working],
    permission: networkOperatePermission,
    body: { reason: 'optional', rollback: 'optional' },
    asksFirst: 'reason',
    description: 'Stop, and leave everything as it is',
    past: 'canceled',
  },
} satisfies Record<string, CommandDefinition>;

/** Name of a command: of its route, and of the Temporal update that carries it. @public */
export type RolloutCommandName = keyof typeof commands;

/**
 * The commands that people give to a running rollout. Each has a route and is one Temporal update,
 * which takes a `RolloutCommand`, answers when it is accepted, and is refused with an
 * ApplicationFailure of type `Conflict` that says why when it does not fit the rollout.
 *
 * @public
 */
export const rolloutCommands: { [K in RolloutCommandName]: CommandDefinition } = commands;

/** @public */
export const rolloutCommandNames = Object.keys(commands) as RolloutCommandName[];

/** Whether an update of an execution is one of ours. @public */
export function isRolloutCommand(update: string): update is RolloutCommandName {
  return Object.hasOwn(rolloutCommands, update);
}

/** A command as it is given to the workflow. @public */
export interface RolloutCommand {
  /** Who wants it. */
  by: string;
  reason?: string;
  /** Which failed steps; absent: all of them. */
  steps?: string[];
  /**
   * `rollback`: clusters that are not configured any more by now; absent: as when the rollout was
   * asked for.
   */
  absent?: string[];
  /** Of the backend over everything else, see `CommandClaims`. */
  signature?: string;
}

/** What the audit calls a command. @public */
export function commandAction(name: string): string {
  return `rollout.${name}`;
}

/** The commands that fit a rollout as it is now. @public */
export function fittingCommands(rollout: {
  state: RolloutState;
  steps: readonly { state: string }[];
}): RolloutCommandName[] {
  const anyFailed = rollout.steps.some(({ state }) => state === 'Failed');
  return rolloutCommandNames.filter(name => {
    const { about, states } = rolloutCommands[name];
    return states.includes(rollout.state) && (about !== 'failedSteps' || anyFailed);
  });
}
