import {
  maxEncodedInput,
  type RollbackBase,
  type RolloutInput,
  type RolloutResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { expiryOf } from './expiryOf';
import { failureText } from './failureText';
import { HistoryLimit } from './HistoryLimit';
import { encodedSize, planRollback } from './localActivities';
import type { RolloutMachine } from './RolloutMachine';
import { runStep } from './runStep';
import type { Window } from './startSteps';
import type { StepStart } from './stepStart';

/**
 * Most steps at once. A step that ends adds two events, and Temporal fails a workflow task during
 * which more than 100 arrive.
 */
const maxWindow = 40;
/**
 * A workflow task is answered in one message of 4 MiB at most, whatever it starts. In characters.
 */
const maxManifestLength = 1024 * 1024;
/** How long new steps wait for running ones before the run continues as new. */
const drainPatience = '30 seconds';

/** What the workflow knows of its run. */
export interface RunControl {
  /** Tells the world how far the rollout is. */
  show(): void;
  /** Continue as new only when there is no other way. */
  staysInThisRun(): boolean;
}

/** Does what the machine decides, until it has ended or the rollout goes on in a new run. */
export async function carryOut(
  input: RolloutInput,
  machine: RolloutMachine,
  { show, staysInThisRun }: RunControl,
): Promise<RolloutResult> {
  const { options } = input;
  const window: Window = {
    steps: Math.min(options.window, maxWindow),
    manifestLength: maxManifestLength,
  };
  const limit = new HistoryLimit(options.eventsPerRun);
  /** Steps that a rollback or a cancellation stops. */
  const forward = new CancellationScope();
  const drain = { isOn: false, changes: 0 };

  async function run(start: StepStart, isBack: boolean) {
    const work = () => runStep(start, options);
    const outcome = await (isBack ? work() : forward.run(work)).then(
      result => ({ result }),
      error => ({ error }),
    );
    if ('error' in outcome) {
      machine.failed(start.id, failureText(outcome.error, options.stepDeadlineSeconds));
    } else {
      machine.completed(start.id, outcome.result ?? {});
    }
  }

  async function giveUpDraining() {
    await sleep(drainPatience, { summary: 'Waiting for running steps, to continue as new' });
    if (limit.isStrict(workflowInfo())) return;
    limit.postpone(workflowInfo());
    drain.isOn = false;
    drain.changes += 1;
  }

  async function planTheWayBack(base: RollbackBase) {
    await planRollback(base).then(
      ({ steps }) => machine.rollbackPlanned(steps),
      error => machine.rollbackNotPlanned(failureText(error, options.stepDeadlineSeconds)),
    );
  }

  async function goOnInNewRun() {
    await condition(allHandlersFinished);
    if (machine.ended) return;
    const { changes } = machine;
    const next: RolloutInput = { ...input, carried: machine.carry() };
    if (!(await fits(next))) {
      // It cannot be handed over: go on here, Temporal's own limits are far.
      limit.forgo();
      drain.isOn = false;
      return;
    }
    const isStale = machine.changes !== changes || !allHandlersFinished();
    if (!isStale) await continueAsNew(next);
  }

  async function nextChange() {
    const seen = machine.changes + drain.changes;
    const changed = () => machine.changes + drain.changes !== seen;
    if (input.approval && machine.state === 'AwaitingApproval') {
      const summary = 'Waiting for an approval';
      const left = Math.max(1, expiryOf(input.approval).getTime() - Date.now());
      if (!(await condition(changed, left, { summary }))) machine.expire();
      return;
    }
    if (machine.state !== 'Blocked') {
      await condition(changed);
      return;
    }
    const summary = 'Waiting for a person: retry, skip, roll back or cancel';
    const came = await condition(changed, options.blockedSeconds * 1000, { summary });
    if (!came) machine.giveUp();
  }

  for (;;) {
    show();
    const result = machine.ended;
    if (result) {
      await condition(allHandlersFinished);
      return result;
    }
    const base = machine.rollbackBase;
    if (base) {
      await planTheWayBack(base);
      continue;
    }
    const mayDrain = !drain.isOn && machine.state !== 'AwaitingApproval';
    if (mayDrain && limit.reached(workflowInfo(), staysInThisRun())) {
      drain.isOn = true;
      if (machine.isRunning) void giveUpDraining();
    }
    if (drain.isOn && !machine.isRunning) {
      await goOnInNewRun();
      continue;
    }
    if (!drain.isOn) {
      const isBack = machine.isGoingBack;
      for (const start of machine.start(window)) void run(start, isBack);
    }
    if (machine.isStopping) forward.cancel();
    await nextChange();
  }
}

/** Compressing makes it no larger than it is, so most need no look at what Temporal would get. */
async function fits(input: RolloutInput): Promise<boolean> {
  const bytes = new TextEncoder().encode(JSON.stringify(input)).length;
  return bytes <= maxEncodedInput || (await encodedSize(input)) <= maxEncodedInput;
}
