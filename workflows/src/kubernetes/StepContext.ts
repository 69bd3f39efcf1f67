import { CancelledFailure, Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  plainText,
  type StepActivityInput,
  type StepInput,
  type StepResult,
  type TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type ClusterClient, failure } from './client';
import { ClusterClients } from './ClusterClients';
import { deadlineOf } from './deadline';
import { KubernetesOptions } from './options';
import { requireAllowed } from './tenancy';
import type { KnownClusters } from './unknownCluster';

/** What the activities are made with. */
export interface StepDependencies extends KnownClusters {
  options: KubernetesOptions;
  /** What projects may do. */
  tenancy: TenancyRules;
}

/** What one look found: what is waited for, or what there is instead. */
export type PollResult<T> = { done: T } | { seen: string };

/** What a step's code works with while it runs. */
export interface StepContext {
  readonly options: KubernetesOptions;
  /** When the attempt must have ended, in milliseconds since 1970. */
  readonly deadline: number;
  /** Aborted when the rollout is cancelled or the worker stops. */
  readonly signal: AbortSignal;
  /**
   * @param signal - ends the client's requests, in place of the step's
   * @throws failure `InvalidInput` for a cluster that is not configured
   */
  client(cluster: string, signal?: AbortSignal): ClusterClient;
  /**
   * Says what is being done or waited for: people read it while the step runs. Goes out with the
   * next heartbeats.
   */
  note(text: string): void;
  /**
   * Looks once a second until it is there.
   *
   * @param what - "Link a/b on cluster-2 to be Operational"
   * @param seconds - at most that long; absent: as long as the attempt may take
   * @throws failure `NotReady` that says what was waited for, how long, and what was last seen; not
   * to be tried again when the step's deadline is over
   */
  until<T>(what: string, look: () => Promise<PollResult<T>>, seconds?: number): Promise<T>;
  /** @throws CancelledFailure when the rollout is cancelled meanwhile */
  sleep(milliseconds: number): Promise<void>;
}

/** A step's activity. */
export type StepActivity<I extends StepInput> = (arg: StepActivityInput<I>) => Promise<StepResult>;

const pollMs = 1000;
const heartbeatMs = 5000;

/**
 * Makes an activity: what its project may not do is refused, a context around the step's code,
 * heartbeats while it runs, failures for people when it ends.
 */
export function stepActivity<I extends StepInput>(
  dependencies: StepDependencies,
  run: (step: StepContext, arg: StepActivityInput<I>) => Promise<StepResult>,
): StepActivity<I> {
  return async arg => {
    const context = Context.current();
    const { step, close } = createContext(dependencies, context);
    try {
      requireAllowed(dependencies, context.info.activityType, arg);
      return await run(step, arg);
    } catch (error) {
      if (context.cancellationSignal.aborted) {
        throw new CancelledFailure(`${arg.step} was cancelled`);
      }
      if (error instanceof ApplicationFailure) throw error;
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      throw ApplicationFailure.create({
        message: plainText(`${name}: ${message}`),
        type: 'Internal',
      });
    } finally {
      close();
    }
  };
}

function createContext(dependencies: StepDependencies, context: Context) {
  const { options } = dependencies;
  const deadline = deadlineOf(context.info, Date.now());
  const clients = new ClusterClients(dependencies, options.requestTimeoutMs);
  let noted: string | undefined;
  const heartbeats = setInterval(() => context.heartbeat(noted), heartbeatMs);

  const step: StepContext = {
    options,
    deadline: deadline.at,
    signal: context.cancellationSignal,
    client: (name, signal = step.signal) => clients.of(name, signal),
    note(text) {
      noted = text;
      context.heartbeat(noted);
    },
    sleep: milliseconds => context.sleep(milliseconds),
    async until(what, look, seconds = Infinity) {
      const began = Date.now();
      const end = Math.min(deadline.at, began + seconds * 1000);
      for (;;) {
        const found = await look();
        if ('done' in found) {
          noted = undefined;
          return found.done;
        }
        if (Date.now() + pollMs > end) {
          const waited = Math.round((Date.now() - began) / 1000);
          const message = `Waited ${waited} s for ${what}; last seen: ${found.seen}`;
          const isOver = end === deadline.at && deadline.final;
          throw failure(isOver ? 'notReadyInTime' : 'notReady', message);
        }
        step.note(`waiting for ${what}: ${found.seen}`);
        await step.sleep(pollMs);
      }
    },
  };
  const close = () => {
    clearInterval(heartbeats);
    clients.close();
  };
  return { step, close };
}
