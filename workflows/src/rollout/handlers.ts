import {
  notSignedType,
  rolloutQuery,
  rolloutCommandNames,
  rolloutCommands,
  type RolloutCommand,
  type RolloutReport,
  type RolloutCommandName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';
import { defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { RolloutMachine } from './RolloutMachine';

/** Why a command is not to be believed; undefined when it is. */
export type CommandCheck = (
  update: RolloutCommandName,
  command: RolloutCommand,
) => Promise<string | undefined>;

/**
 * Lets people command the rollout and ask how far it is. To be called before anything is awaited:
 * commands may have come before the first workflow task.
 */
export function setHandlers(machine: RolloutMachine, check: CommandCheck): void {
  for (const update of rolloutCommandNames) {
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
    setHandler(defineUpdate<void, [RolloutCommand]>(update), handle, {
      validator: refuse,
      description: rolloutCommands[update].description,
    });
  }
  setHandler(defineQuery<RolloutReport>(rolloutQuery), () => machine.report(), {
    description: 'State of the rollout, and how many steps are in which state',
  });
}
