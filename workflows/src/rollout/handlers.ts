import {
  notSignedType,
  rolloutQuery,
  rolloutUpdates,
  type RolloutCommand,
  type RolloutReport,
  type RolloutUpdate,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';
import { defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { RolloutMachine } from './RolloutMachine';

const descriptions: Record<RolloutUpdate, string> = {
  approve: 'Let it begin',
  reject: 'End it before it has begun',
  retry: 'Run failed steps once more',
  skip: 'Go on as if failed steps were done',
  pause: 'Start no new steps',
  resume: 'Start steps again',
  rollback: 'Stop, and undo everything that this rollout started',
  cancel: 'Stop, and leave everything as it is',
};

/** Why a command is not to be believed; undefined when it is. */
export type CommandCheck = (
  update: RolloutUpdate,
  command: RolloutCommand,
) => Promise<string | undefined>;

/**
 * Lets people command the rollout and ask how far it is. To be called before anything is awaited: commands may have come
 * before the first workflow task.
 */
export function setHandlers(machine: RolloutMachine, check: CommandCheck): void {
  for (const update of Object.keys(rolloutUpdates) as RolloutUpdate[]) {
    // Temporal calls validators without awaiting them: they must be synchronous.
    const refuse = (command: RolloutCommand) => {
      const reason = machine.refusal(update, command);
      if (reason) throw ApplicationFailure.nonRetryable(reason, 'Conflict');
    };
    const handle = async (command: RolloutCommand) => {
      refuse(command);
      const reason = await check(update, command);
      if (reason) throw ApplicationFailure.nonRetryable(reason, notSignedType);
      refuse(command);
      machine.command(update, command);
    };
    setHandler(defineUpdate<void, [RolloutCommand]>(rolloutUpdates[update]), handle, {
      validator: refuse,
      description: descriptions[update],
    });
  }
  setHandler(defineQuery<RolloutReport>(rolloutQuery), () => machine.report(), {
    description: 'State of the rollout, and how many steps are in which state',
  });
}
