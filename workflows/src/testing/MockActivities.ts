import {
  activityTypeOf,
  stepKinds,
  type StepActivityInput,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { activityInfo, Context } from '@temporalio/activity';
import { failure, type FailureType } from '../kubernetes/client/failures';

export interface Call {
  activityId: string;
  type: string;
  argument: StepActivityInput;
}

type Behaviour = (argument: StepActivityInput) => Promise<StepResult>;

const types = stepKinds.flatMap(kind => [activityTypeOf(kind, false), activityTypeOf(kind, true)]);

/**
 * Stand-ins of the activities on Kubernetes: they succeed at once, unless told otherwise for an
 * activity id.
 */
export class MockActivities {
  /** All attempts, in the order in which they began. */
  readonly calls: Call[] = [];
  /** Most attempts at once. */
  mostAtOnce = 0;
  /** Ids of those that run. */
  readonly running = new Set<string>();
  readonly #behaviours = new Map<string, Behaviour>();

  constructor(private readonly delayMs = 0) {}

  /** To be given to the worker. */
  get all(): Record<string, Behaviour> {
    return Object.fromEntries(types.map(type => [type, argument => this.#attempt(type, argument)]));
  }

  /** Ids of the calls. */
  get ids(): string[] {
    return this.calls.map(({ activityId }) => activityId);
  }

  /** The activity does this instead. */
  on(activityId: string, behaviour: Behaviour): this {
    this.#behaviours.set(activityId, behaviour);
    return this;
  }

  /** The activity fails as those on Kubernetes do; by default no retry helps. */
  fails(activityId: string, message: string, type: FailureType = 'invalidInput'): this {
    return this.on(activityId, async () => {
      throw failure(type, message);
    });
  }

  /** The activity completes with this. */
  answers(activityId: string, result: StepResult): this {
    return this.on(activityId, async () => result);
  }

  /** The activity runs until it is released, or canceled. */
  holds(activityId: string): { release: () => void } {
    let release = () => {};
    const released = new Promise<void>(resolve => (release = resolve));
    this.on(activityId, async argument => {
      const heartbeats = setInterval(() => Context.current().heartbeat(), 500);
      try {
        await Promise.race([released, Context.current().cancelled]);
        return defaultResult(argument);
      } finally {
        clearInterval(heartbeats);
      }
    });
    return { release: () => release() };
  }

  async #attempt(type: string, argument: StepActivityInput): Promise<StepResult> {
    const { activityId } = activityInfo();
    this.calls.push({ activityId, type, argument });
    this.running.add(activityId);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size);
    try {
      if (this.delayMs > 0) await Context.current().sleep(this.delayMs);
      const behaviour = this.#behaviours.get(activityId);
      return behaviour ? await behaviour(argument) : defaultResult(argument);
    } finally {
      this.running.delete(activityId);
    }
  }
}

/** A server exposes one port; `verify` has read something. */
function defaultResult({ input }: StepActivityInput): StepResult {
  if (input.kind === 'verify') {
    const observedAt = new Date().toISOString();
    return { message: 'done', observation: { observedAt, members: [], services: [] } };
  }
  if (input.kind !== 'deployApplication' || !input.expose) return { message: 'done' };
  const { application, cluster, namespace } = input;
  return { exposed: [{ application, cluster, namespace, name: application, port: 8080 }] };
}
