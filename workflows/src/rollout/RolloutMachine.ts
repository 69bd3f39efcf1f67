import {
  isFinal,
  type CarriedStep,
  type PlanStep,
  type RollbackBase,
  type RolloutCommand,
  type RolloutInput,
  type RolloutProgress,
  type RolloutReport,
  type RolloutResult,
  type RolloutState,
  type RolloutCommandName,
  type StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { manifestOf } from './activityInput';
import { PlanProgress } from './PlanProgress';
import { refusal } from './refusal';
import { startSteps, type Window } from './startSteps';
import type { StepStart } from './stepStart';

/** How a person, or Temporal, put an end to a rollout. */
export interface Stop {
  how: 'rollback' | 'cancel';
  command: RolloutCommand;
}

/**
 * What a rollout does next: its steps, what people want of it, its state. Knows nothing of
 * Temporal; the workflow asks it which steps to start, tells it what became of them, and returns
 * once it has `ended`.
 */
export class RolloutMachine {
  readonly #input: RolloutInput;
  readonly #forward: PlanProgress;
  /** The way back; begins once the steps of the way forward have stopped. */
  #back?: PlanProgress;
  #planError?: string;
  #state: RolloutState = 'Running';
  /** Nothing starts before somebody has approved it. */
  #awaitsApproval: boolean;
  /** The decision that let it begin. */
  #approved?: RolloutCommand;
  /** Why it ends without an approval. */
  #notApproved?: RolloutResult['notApproved'];
  #paused: boolean;
  #stop?: Stop;
  #changes = 0;
  readonly #effects: Record<RolloutCommandName, (command: RolloutCommand) => void> = {
    approve: command => {
      this.#awaitsApproval = false;
      this.#approved = command;
    },
    reject: () => {
      this.#notApproved = 'rejected';
    },
    retry: command => this.#failedSteps(command).forEach(id => this.#forward.graph.retry(id)),
    skip: command => this.#failedSteps(command).forEach(id => this.#forward.graph.skip(id)),
    pause: () => {
      this.#paused = true;
    },
    resume: () => {
      this.#paused = false;
    },
    rollback: command => this.#stopFor('rollback', command),
    cancel: command => this.#stopFor('cancel', command),
  };

  /**
   * @param input - with the steps of the plan, and what earlier runs carried over
   * @throws Error when the plan cannot be carried out: a manifest is missing, or its steps need
   * each other
   */
  constructor(input: RolloutInput) {
    this.#input = input;
    const { steps } = input;
    for (const step of steps) {
      const digest = manifestOf(step);
      if (digest !== undefined && !Object.hasOwn(input.manifests, digest)) {
        throw new Error(`Step ${step.id} needs the manifest ${digest}, which was not handed over`);
      }
    }
    const { applied: before, carried, absent } = input;
    this.#forward = new PlanProgress({
      before,
      steps,
      carried: carried?.steps,
      isRollback: false,
      absent,
    });
    // There is a next run only after the approval.
    this.#awaitsApproval = input.approval !== undefined && !carried;
    this.#approved = carried?.approved;
    this.#paused = carried?.paused === true;
    if (carried?.rollback) {
      this.#stop = { how: 'rollback', command: carried.rollback };
      if (carried.rollbackSteps) this.#turnBack(carried.rollbackSteps, carried.undo);
    }
    this.#settle();
  }

  get state(): RolloutState {
    return this.#state;
  }

  /** Grows with every change, so that the workflow knows when to look again. */
  get changes(): number {
    return this.#changes;
  }

  get isRunning(): boolean {
    return this.#current.graph.isRunning;
  }

  /** The steps that start are those of a rollback. */
  get isGoingBack(): boolean {
    return this.#back !== undefined;
  }

  /** The running steps should stop: a rollback or a cancellation was asked for. */
  get isStopping(): boolean {
    return this.#stop !== undefined && !this.#back && this.isRunning;
  }

  get stop(): Stop | undefined {
    return this.#stop;
  }

  /**
   * What the rollback has to be planned from, now that the way forward has stopped; undefined when
   * it needs no plan.
   */
  get rollbackBase(): RollbackBase | undefined {
    const isDue = this.#stop?.how === 'rollback' && !this.#back && !this.isRunning;
    if (!isDue || this.#planError !== undefined) return undefined;
    const { previous } = this.#input;
    const absent = this.#rollbackAbsent;
    return {
      applied: this.#forward.applied,
      ...(previous && { previous }),
      ...(absent && { absent }),
    };
  }

  /** The rollback has been planned from `rollbackBase`. */
  rollbackPlanned(steps: readonly PlanStep[]): void {
    this.#turnBack(steps);
    this.#settle();
  }

  /** There is no plan for the rollback. */
  rollbackNotPlanned(reason: string): void {
    this.#planError = `The way back could not be planned: ${reason}`;
    this.#settle();
  }

  /** The end of the rollout; undefined while it goes on. */
  get ended(): RolloutResult | undefined {
    if (!isFinal(this.#state)) return undefined;
    return {
      state: this.#state,
      failed: this.#failed,
      ...(this.#notApproved && { notApproved: this.#notApproved }),
    };
  }

  /** Steps that start now; they count as running from here on. */
  start(window: Window): StepStart[] {
    const progress = this.#current;
    if (!progress.isRollback && (this.#awaitsApproval || this.#paused || this.#stop)) return [];
    const starts = startSteps(progress, window, this.#input.manifests);
    if (starts.length > 0) this.#settle();
    const approved = this.#approved;
    return approved
      ? starts.map(one => ({ ...one, argument: { ...one.argument, approved } }))
      : starts;
  }

  /** The activity of a step has completed. */
  completed(id: string, result: StepResult): void {
    this.#current.completed(id, result);
    this.#settle();
  }

  /** The activity of a step has failed or was canceled. */
  failed(id: string, error: string): void {
    this.#current.graph.fail(id, error);
    this.#settle();
  }

  /** Why a command does not fit now; undefined when it does. */
  refusal(update: RolloutCommandName, command: RolloutCommand): string | undefined {
    const { graph } = this.#forward;
    return refusal(update, command, {
      state: this.#state,
      stopping: this.#stop?.how,
      approval: this.#input.approval,
      notApproved: this.#notApproved,
      requestedBy: this.#input.requestedBy,
      onBehalfOf: this.#input.onBehalfOf,
      failed: graph.failed,
      stateOf: id => graph.stateOf(id),
    });
  }

  /** Does what was asked for, which must not be refused. */
  command(update: RolloutCommandName, command: RolloutCommand): void {
    this.#effects[update](command);
    this.#settle();
  }

  /** Nobody has approved it in time. */
  expire(): void {
    if (this.#state !== 'AwaitingApproval') return;
    this.#notApproved = 'expired';
    this.#settle();
  }

  /** Nobody came to help a blocked rollout. */
  giveUp(): void {
    if (this.#state !== 'Blocked') return;
    this.#state = 'Failed';
    this.#changes += 1;
  }

  report(): RolloutReport {
    return {
      state: this.#state,
      counts: { ...this.#current.graph.counts },
      running: this.#current.graph.running,
      failed: this.#failed,
    };
  }

  /** What the next run needs to go on; no step may be running. */
  carry(): RolloutProgress {
    return {
      state: this.#state,
      steps: this.#forward.carry(),
      ...(this.#paused && { paused: true }),
      ...(this.#approved && { approved: this.#approved }),
      ...(this.#stop?.how === 'rollback' && { rollback: this.#stop.command }),
      ...(this.#back && { rollbackSteps: this.#back.steps, undo: this.#back.carry() }),
    };
  }

  get #current(): PlanProgress {
    return this.#back ?? this.#forward;
  }

  /** Failed steps; of a rollback also those that were not tried because of them. */
  get #failed(): { step: string; error: string }[] {
    if (this.#planError) return [{ step: 'rollback', error: this.#planError }];
    const { graph } = this.#current;
    return this.#state === 'RollbackIncomplete'
      ? [...graph.failed, ...this.#current.untried]
      : graph.failed;
  }

  /** The failed steps that a command is about; all of them when it names none. */
  #failedSteps({ steps }: RolloutCommand): string[] {
    return steps ? [...new Set(steps)] : this.#forward.graph.failed.map(({ step }) => step);
  }

  #stopFor(how: Stop['how'], { by, reason, absent }: RolloutCommand) {
    if (this.#awaitsApproval) this.#notApproved = 'canceled';
    this.#stop = { how, command: { by, ...(reason && { reason }), ...(absent && { absent }) } };
  }

  #settle() {
    this.#changes += 1;
    this.#state = this.#nextState();
  }

  #nextState(): RolloutState {
    if (this.#planError) return 'RollbackIncomplete';
    if (this.#notApproved) return 'Canceled';
    if (this.#awaitsApproval) return 'AwaitingApproval';
    const { graph, isRollback } = this.#current;
    if (isRollback) {
      if (graph.isDone) return 'RolledBack';
      return graph.isStuck ? 'RollbackIncomplete' : 'RollingBack';
    }
    if (this.#stop?.how === 'rollback') return 'RollingBack';
    if (this.#stop) return graph.isRunning ? this.#state : 'Canceled';
    if (graph.isDone) return 'Succeeded';
    if (this.#paused) return 'Paused';
    if (!graph.isStuck) return 'Running';
    return this.#input.options.blockedSeconds > 0 ? 'Blocked' : 'Failed';
  }

  get #rollbackAbsent(): string[] | undefined {
    return this.#stop?.command.absent ?? this.#input.absent;
  }

  #turnBack(steps: readonly PlanStep[], carried?: Record<string, CarriedStep>) {
    const before = this.#forward.applied;
    const absent = this.#rollbackAbsent;
    try {
      this.#back = new PlanProgress({ before, steps, carried, isRollback: true, absent });
    } catch (error) {
      this.#planError = `The way back cannot be carried out: ${(error as Error).message}`;
    }
  }
}
