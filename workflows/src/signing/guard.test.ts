import {
  inputDigest,
  rollbackPlan,
  rolloutFormat,
  type RolloutInput,
  type StepActivityInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signCommand, signRollout } from '@interconnect/backstage-plugin-interconnect-node';
import { RolloutMachine } from '../rollout/RolloutMachine';
import type { StepStart } from '../rollout/stepStart';
import { appliedAll, approvalFor, inputFor, shop, testSigner, testVerifier } from '../testing';
import { stepRefusal } from './guard';
import { Warrants, warrantOf } from './Warrants';

const workflowId = 'interconnect.edge-shop.shop';
const startOf = (input: RolloutInput) => ({
  input,
  start: { workflowId, startedAt: new Date().toISOString(), isContinued: false, isRepeated: false },
});
const sign = (input: RolloutInput) => signRollout(testSigner, input);
const warrant = (input: RolloutInput) => warrantOf(testVerifier, startOf(sign(input)));
const approve = ({ rolloutId, planDigest }: RolloutInput) =>
  signCommand(testSigner, { rolloutId, planDigest, update: 'approve', command: { by: 'anna' } });

/** All steps that the workflow would start, forward or back. */
function stepsOf(input: RolloutInput, rollback?: number): StepStart[] {
  const machine = new RolloutMachine(input);
  if (input.approval) machine.command('approve', approve(input));
  const found: StepStart[] = [];
  const wide = { steps: 1000, manifestLength: 1e6 };
  for (let starts = machine.start(wide); starts.length > 0; starts = machine.start(wide)) {
    for (const start of starts) {
      found.push(start);
      machine.completed(start.id, {});
      if (found.length === rollback) machine.command('rollback', { by: 'anna' });
    }
    const base = machine.rollbackBase;
    if (base) machine.rollbackPlanned(rollbackPlan(base).steps);
  }
  return found;
}
const refusal = (input: RolloutInput, { activityType, argument }: StepStart) =>
  stepRefusal(testVerifier, warrant(input), activityType, argument);

const update = inputFor(shop(2), { applied: appliedAll(shop(1)), previous: shop(1) });
const approved = inputFor(shop(1), { approval: approvalFor() });

describe('the guard', () => {
  it.each([
    ['a creation', inputFor(shop(2)), undefined],
    ['an update', update, undefined],
    ['a deletion', inputFor(undefined, { applied: appliedAll(shop(1)) }), undefined],
    ['a rollback of a creation', inputFor(shop(1)), 4],
    ['a rollback of an update', update, 2],
    [
      'a rollback of a deletion',
      inputFor(undefined, { applied: appliedAll(shop(1)), previous: shop(1) }),
      3,
    ],
    ['what was approved', approved, undefined],
  ])('lets every step of %s through', (_, input, rollback) => {
    const steps = stepsOf(input, rollback);
    expect(steps.length).toBeGreaterThan(2);
    for (const step of steps) expect([step.id, refusal(input, step)]).toEqual([step.id, undefined]);
  });

  const [create] = stepsOf(inputFor(shop(1)));
  const withManifest = stepsOf(inputFor(shop(1))).find(({ argument }) => argument.manifest)!;
  const change = (step: StepStart, more: object): StepStart => ({
    ...step,
    argument: { ...step.argument, ...more } as StepActivityInput,
  });

  it.each<[string, StepStart, RegExp]>([
    [
      'another cluster',
      change(create, { input: { ...create.argument.input, cluster: 'cluster-9' } }),
      /no step of what was signed/,
    ],
    ['another id', change(create, { step: 'other' }), /no step/],
    ['another kind', { ...create, activityType: 'deploySkupper' }, /no step/],
    ['other bytes', change(withManifest, { manifest: 'kind: ClusterRole' }), /its manifest is not/],
    ['a manifest where none belongs', change(create, { manifest: 'kind: List' }), /its manifest/],
    ['nothing', { ...create, argument: undefined as unknown as StepActivityInput }, /no step/],
  ])('refuses a step with %s', (_, step, message) => {
    expect(refusal(inputFor(shop(1)), step)).toMatch(message);
  });

  it('refuses steps that nobody has approved, or for another rollout', () => {
    const [step] = stepsOf(approved);
    expect(refusal(approved, change(step, { approved: undefined }))).toMatch(/none is shown/);
    const other = approve({ ...approved, rolloutId: 'other' });
    expect(refusal(approved, change(step, { approved: other }))).toMatch(/for another rollout/);
    const unsigned = change(step, { approved: { by: 'anna' } });
    expect(refusal(approved, unsigned)).toMatch(/is not signed/);
  });

  it('refuses all of what is not signed, has another plan than was shown, or another format', () => {
    const input = inputFor(shop(1));
    expect(warrantOf(testVerifier, startOf(input))).toEqual({
      refused: expect.stringMatching(/^This rollout is not signed/),
    });
    expect(warrant({ ...input, planDigest: 'other' })).toEqual({
      refused: 'The plan of this rollout is not the one that was shown',
    });
    expect(warrant({ ...input, steps: input.steps.slice(1) })).toEqual({
      refused: 'The plan of this rollout is not the one that was shown',
    });
    expect(warrant({ ...input, format: rolloutFormat + 1 })).toEqual({
      refused: expect.stringMatching(/newer version/),
    });
    expect(inputDigest(input)).toHaveLength(64);
  });
});

describe('warrants', () => {
  it('are looked up once for an execution, again after a failure, and not kept for ever', async () => {
    const looked: string[] = [];
    let broken = true;
    const warrants = new Warrants(testVerifier, async (_, runId) => {
      looked.push(runId);
      if (broken) throw new Error('Temporal does not answer');
      return startOf(sign(inputFor(shop(0))));
    });
    await expect(warrants.of(workflowId, 'run')).rejects.toThrow('does not answer');
    broken = false;
    await Promise.all([warrants.of(workflowId, 'run'), warrants.of(workflowId, 'run')]);
    expect(looked).toEqual(['run', 'run']);
    for (let run = 0; run < 60; run++) await warrants.of(workflowId, `${run}`);
    await warrants.of(workflowId, '59');
    await warrants.of(workflowId, 'run');
    expect(looked).toHaveLength(63);
  });
});
