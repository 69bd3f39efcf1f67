import { CommanderError } from 'commander';
import { CliError, ExitCode, exitCodes } from '../exit';
import { Io } from '../Io';
import { failureOf } from '../server/failure';
import { createProgram } from './program';

/** Runs one command, and answers what the process ends with. Never throws. */
export async function run(io: Io, args: string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = createProgram({ io, end: end => (code = end) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return tell(io, error);
  }
}

function tell(io: Io, error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    // It has told already; help and version are no failures.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  }
  if (io.interrupted.aborted && !(error instanceof CliError)) return exitCodes.interrupted;
  const failure = failureOf(error);
  if (failure instanceof CliError) {
    io.note(failure.message);
    return failure.code;
  }
  io.note(`Unexpected: ${failure instanceof Error ? failure.message : String(failure)}`);
  return exitCodes.failed;
}
