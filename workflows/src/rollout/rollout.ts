import {
  rolloutSearchAttributes,
  type RolloutInput,
  type RolloutResult,
  type RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { CancelledFailure, defineSearchAttributeKey } from '@temporalio/common';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  setCurrentDetails,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { createMachine } from './createMachine';
import { currentDetails } from './currentDetails';
import { failureText } from './failureText';
import { setHandlers } from './handlers';
import { HistoryLimit } from './HistoryLimit';
import type { RolloutMachine, Window } from './RolloutMachine';
import { runStep } from './runStep';
import type { StepStart } from './stepStart';

/**
 * Most steps at once. A step that ends adds two events, and Temporal fails a workflow task during which more than 100
 * arrive.
 */
const maxWindow = 40;
/** A workflow task is answered in one message of 4 MiB at most, whatever it starts. In characters. */
const maxManifestLength = 1024 * 1024;
/** How long new steps wait for running ones before the run continues as new. */
const drainPatience = '30 seconds';

const stateKey = defineSearchAttributeKey(rolloutSearchAttributes.state, 'KEYWORD');

/**
 * Carries out the plan of a network: runs its steps, each as one activity, as soon as what they need is done; waits for
 * a person when some have failed; goes back when asked to. `RolloutMachine` decides, this function does.
 *
 * Ends with a result whose state says how; as Canceled when Temporal itself was asked to cancel it, after going back.
 */
export async function rollout(input: RolloutInput): Promise<RolloutResult> {
  const machine = orShowFailed(() => createMachine(input));
  setHandlers(machine);
  let isCanceled = false;
  CancellationScope.current().cancelRequested.catch(() => {
    isCanceled = true;
    if (!machine.stop && !machine.ended) {
      machine.command('rollback', { by: 'temporal', reason: 'the workflow was canceled' });
    }
  });
  // What cancels running steps is the machine's decision alone: the way back must go on.
  const result = await CancellationScope.nonCancellable(() =>
    carryOut(input, machine, () => isCanceled),
  );
  if (isCanceled && machine.stop) throw new CancelledFailure(`The rollout is ${result.state}`);
  return result;
}

async function carryOut(
  input: RolloutInput,
  machine: RolloutMachine,
  isCanceled: () => boolean,
): Promise<RolloutResult> {
  const { options } = input;
  const window: Window = {
    steps: Math.min(Math.max(1, options.window), maxWindow),
    manifestLength: maxManifestLength,
  };
  const forward = new CancellationScope();
  const limit = new HistoryLimit(options.eventsPerRun);
  const next = makeContinueAsNewFunc<typeof rollout>();
  let draining = false;
  let looks = 0;

  const run = async (start: StepStart, back: boolean) => {
    const running = back ? runStep(start, options) : forward.run(() => runStep(start, options));
    const outcome = await running.then(
      result => ({ result }),
      error => ({ error }),
    );
    if ('error' in outcome) {
      machine.failed(start.id, failureText(outcome.error, options.stepDeadlineSeconds));
    } else {
      machine.completed(start.id, outcome.result ?? {});
    }
  };
  const stopDraining = async () => {
    await sleep(drainPatience, { summary: 'Waiting for running steps, to continue as new' });
    if (limit.isStrict(workflowInfo())) return;
    limit.postpone(workflowInfo());
    draining = false;
    looks += 1;
  };

  for (;;) {
    show(machine);
    const result = machine.ended;
    if (result) {
      await condition(allHandlersFinished);
      return result;
    }
    // A run that continued as new does not know that it was canceled, and could not end as Canceled.
    if (!draining && limit.reached(workflowInfo(), isCanceled())) {
      draining = true;
      if (machine.isRunning) void stopDraining();
    }
    if (draining && !machine.isRunning) {
      await condition(allHandlersFinished);
      const following = { ...input, carried: machine.carry() };
      if (fitsPayload(following)) await next(following);
      limit.forgo();
      draining = false;
    }
    if (!draining) {
      const back = machine.isGoingBack;
      for (const start of machine.start(window)) void run(start, back);
    }
    if (machine.isStopping) forward.cancel();

    const seen = machine.changes + looks;
    const changed = () => machine.changes + looks !== seen;
    if (machine.state !== 'Blocked') {
      await condition(changed);
    } else if (!(await condition(changed, options.blockedSeconds * 1000, waiting))) {
      machine.giveUp();
    }
  }
}

const waiting = { summary: 'Waiting for a person: retry, skip, roll back or cancel' };

/** Temporal takes arguments of 2 MiB; a run that cannot hand over goes on, for Temporal's limits are far. */
function fitsPayload(input: RolloutInput): boolean {
  return new TextEncoder().encode(JSON.stringify(input)).length < 1.9 * 1024 * 1024;
}

function orShowFailed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    showState('Failed');
    throw error;
  }
}

function show(machine: RolloutMachine) {
  showState(machine.state);
  setCurrentDetails(currentDetails(machine.report()));
}

/** A starter that does not set the attribute has a server that may not know it; an upsert would then never succeed. */
function showState(state: RolloutState) {
  const shown = workflowInfo().typedSearchAttributes.get(stateKey);
  if (shown !== undefined && shown !== state) {
    upsertSearchAttributes([{ key: stateKey, value: state }]);
  }
}
