/** What the command ends with. Documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  needsPerson: 3,
  timedOut: 4,
  noAnswer: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An end that is told to a person: its message is all that they need. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = exitCodes.badInput,
  ) {
    super(message);
    this.name = 'CliError';
  }
}
