import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import {
  CommandDetails,
  NetworkName,
  RolloutCommandName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback, useMemo, useState } from 'react';
import { interconnectApiRef } from '../../../api';

/** Commands to one rollout. */
export interface RolloutCommands {
  /** Of the last command given by `run`. */
  error?: Error;
  /** A command given by `run` is under way. */
  pending: boolean;
  /** Gives a command; what goes wrong stands in `error`. */
  run(command: RolloutCommandName, details?: CommandDetails): Promise<void>;
  /** Gives a command; throws what goes wrong. */
  give(command: RolloutCommandName, details?: CommandDetails): Promise<void>;
}

/** Commands to one rollout; `onTaken` is called after each that the rollout took. */
export function useRolloutCommands(
  { project, network }: NetworkName,
  rollout: string,
  onTaken: () => void,
): RolloutCommands {
  const api = useApi(interconnectApiRef);
  const [error, setError] = useState<Error>();
  const [pending, setPending] = useState(false);

  const give = useCallback(
    async (command: RolloutCommandName, details?: CommandDetails) => {
      setError(undefined);
      await api.commandRollout({ project, network }, rollout, command, details);
      onTaken();
    },
    [api, project, network, rollout, onTaken],
  );
  const run = useCallback(
    async (command: RolloutCommandName, details?: CommandDetails) => {
      setPending(true);
      await give(command, details).catch(reason => setError(toError(reason)));
      setPending(false);
    },
    [give],
  );
  return useMemo(
    () => ({ pending, run, give, ...(error && { error }) }),
    [pending, run, give, error],
  );
}
