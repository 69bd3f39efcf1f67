import {
  notSignedType,
  rolloutSearchAttributes,
  type RolloutInput,
  type RolloutResult,
  type RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure, CancelledFailure, defineSearchAttributeKey } from '@temporalio/common';
import {
  CancellationScope,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { approvalDetails } from './approvalDetails';
import { carryOut } from './carryOut';
import { checkInput } from './checkInput';
import { currentDetails } from './currentDetails';
import { expiryOf } from './expiryOf';
import { setHandlers } from './handlers';
import { RolloutMachine } from './RolloutMachine';
import { commandCheck, rolloutCheck } from './signatureChecks';

const stateKey = defineSearchAttributeKey(rolloutSearchAttributes.state, 'KEYWORD');

/**
 * Carries out the plan of a network: runs its steps, each as one activity, as soon as what they
 * need is done; waits for a person when some have failed; goes back when asked to. When it needs an
 * approval, it first waits for one, and ends with nothing done if there is none in time.
 * `RolloutMachine` decides, `carryOut` does.
 *
 * Ends with a result whose state says how; as Canceled when Temporal itself was asked to cancel it,
 * after going back.
 *
 * @throws ApplicationFailure of type `NotSigned` when the backend has not started it,
 * `UnknownFormat` when another version of the backend has, `InvalidInput` when there is nothing
 * that can be carried out; nothing has been done then
 */
export async function rollout(input: RolloutInput): Promise<RolloutResult> {
  const machine = orShowFailed(() => machineFor(input));
  setHandlers(machine, commandCheck(input));
  let isCanceled = false;
  CancellationScope.current().cancelRequested.catch(() => {
    isCanceled = true;
    if (!machine.stop && !machine.ended) {
      // Before the approval there is nothing to go back from.
      const how = machine.state === 'AwaitingApproval' ? 'cancel' : 'rollback';
      machine.command(how, { by: 'temporal', reason: 'the workflow was canceled' });
    }
  });
  const refused = await rolloutCheck(input);
  orShowFailed(() => {
    if (refused) throw ApplicationFailure.nonRetryable(refused, notSignedType);
  });
  // What cancels running steps is the machine's decision alone: the way back must go on.
  const result = await CancellationScope.nonCancellable(() =>
    carryOut(input, machine, {
      show: () => show(machine, input),
      // A run that continued as new does not know that it was canceled, and could not end as
      // Canceled.
      staysInThisRun: () => isCanceled,
    }),
  );
  if (isCanceled && machine.stop) throw new CancelledFailure(`The rollout is ${result.state}`);
  return result;
}

function machineFor(input: RolloutInput): RolloutMachine {
  checkInput(input);
  try {
    return new RolloutMachine(input);
  } catch (error) {
    throw ApplicationFailure.nonRetryable((error as Error).message, 'InvalidInput');
  }
}

function orShowFailed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    showState('Failed');
    throw error;
  }
}

function show(machine: RolloutMachine, { approval, requestedBy }: RolloutInput) {
  showState(machine.state);
  setCurrentDetails(
    approval && machine.state === 'AwaitingApproval'
      ? approvalDetails(approval, requestedBy, expiryOf(approval))
      : currentDetails(machine.report()),
  );
}

/**
 * A starter that does not set the attribute has a server that may not know it; an upsert would then
 * never succeed.
 */
function showState(state: RolloutState) {
  const shown = workflowInfo().typedSearchAttributes.get(stateKey);
  if (shown !== undefined && shown !== state) {
    upsertSearchAttributes([{ key: stateKey, value: state }]);
  }
}
