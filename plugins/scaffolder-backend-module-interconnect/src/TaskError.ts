/** An error for people. The log of a task shows the stacks of errors: this one has none. */
export class TaskError extends Error {
  constructor(message: string) {
    super(message);
    this.stack = `Error: ${message}`;
  }
}
