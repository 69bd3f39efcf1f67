import { plan } from '../plan/plan';
import { planDigest } from '../plan/digest';
import { shop } from '../plan/__testUtils__/shop';
import { standing } from '../plan/__testUtils__/standing';
import { LinkSpokeInput } from '../steps/linkSpoke';
import { applyStep } from '../plan/applied';
import { commandDigest, evidenceOf, inputDigest } from './evidence';
import { rolloutFormat } from './format';
import { RolloutInput } from './messages';
import { signedSteps, stepKey } from './signedSteps';

const planned = plan({}, shop());
const input: RolloutInput = {
  rolloutId: 'r',
  operation: 'create',
  requestedBy: 'user:default/guest',
  project: 'edge-shop',
  network: 'shop',
  generation: 1,
  desired: shop(),
  applied: {},
  manifests: { d: 'kind: List' },
  format: rolloutFormat,
  steps: planned.steps,
  planDigest: planDigest(planned),
  approval: { reasons: ['why'], approvers: ['a'], selfApproval: false, expiresAfterSeconds: 60 },
  options: { window: 1, stepDeadlineSeconds: 1, blockedSeconds: 1 },
};
const start = {
  workflowId: 'w',
  startedAt: '2026-01-01T00:00:00.000Z',
  isContinued: false,
  isRepeated: false,
};

describe('the digest of an input', () => {
  it.each<[string, Partial<RolloutInput>]>([
    ['who asked', { requestedBy: 'user:default/other' }],
    ['the approval', { approval: undefined }],
    ['who approves', { approval: { ...input.approval!, selfApproval: true } }],
    ['a manifest', { manifests: { d: 'kind: Other' } }],
    ['the plan', { planDigest: 'other' }],
    ['a step', { steps: planned.steps.slice(1) }],
    ['the format', { format: 9 }],
    ['what is applied', { applied: standing(shop()) }],
    ['what a rollback leads to', { previous: shop() }],
    ['options', { options: { ...input.options, window: 2 } }],
    ['what no version knows', { extra: true } as Partial<RolloutInput>],
  ])('is another one when something else is said: %s', (_, change) => {
    expect(inputDigest({ ...input, ...change })).not.toBe(inputDigest(input));
  });

  it('is the same after JSON, with a signature, and in every run', () => {
    const carried = { state: 'Running' as const, steps: {} };
    const later = { ...JSON.parse(JSON.stringify(input)), signature: 's', carried };
    expect(inputDigest(later)).toBe(inputDigest(input));
  });
});

it('the digest of a command covers all but its signature', () => {
  const command = { by: 'anna', reason: 'why', steps: ['verify'] };
  expect(commandDigest({ ...command, signature: 's' })).toBe(commandDigest(command));
  for (const change of [{ by: 'bert' }, { reason: undefined }, { steps: undefined }]) {
    expect(commandDigest({ ...command, ...change })).not.toBe(commandDigest(command));
  }
});

it('evidence is small, and says what was carried over', () => {
  const approved = { by: 'anna', signature: 's' };
  expect(evidenceOf(input, start)).toEqual({
    ...start,
    rolloutId: 'r',
    planDigest: input.planDigest,
    inputDigest: inputDigest(input),
    needsApproval: true,
    isCarried: false,
  });
  const carried = { state: 'Running' as const, steps: {}, approved };
  expect(evidenceOf({ ...input, signature: 's', carried }, start)).toMatchObject({
    signature: 's',
    isCarried: true,
    approved,
  });
});

describe('signed steps', () => {
  const wider = shop();
  const update: RolloutInput = { ...input, applied: standing(shop()), previous: shop() };
  const deletion = plan(update.applied, undefined).steps;
  const steps = signedSteps({ ...update, steps: deletion });

  it('are those of the plan', () => {
    const signed = signedSteps(input);
    for (const step of planned.steps) {
      expect(signed).toContain(stepKey(step.id, step.action, step.input));
    }
    const [{ id, input: one }] = planned.steps;
    expect(signed).not.toContain(stepKey(id, 'apply', { ...one, cluster: 'other' } as typeof one));
  });

  it('are those of every way back, wherever it turns', () => {
    const { steps: forward } = plan(update.applied, undefined);
    for (let begun = 0; begun <= forward.length; begun++) {
      const stands = { ...update.applied };
      forward.slice(0, begun).forEach(step => {
        stands[step.id] = { ...stands[step.id], state: 'partial' };
      });
      const back = plan(stands, wider).steps.filter(({ kind }) => kind !== 'verify');
      for (const step of back) {
        expect(steps).toContain(stepKey(step.id, step.action, step.input));
      }
    }
  });

  it.each(['rotate', 'update', 'delete'] as const)(
    'are those of every way back of a network with another authority: %s',
    operation => {
      const first = plan(standing(shop()), shop(), { operation: 'rotate' });
      const applied = first.steps.reduce((now, step) => applyStep(now, step), standing(shop()));
      const desired = operation === 'delete' ? undefined : shop();
      const { steps: forward } = plan(applied, desired, { operation });
      const signed = signedSteps({ ...update, applied, steps: forward });
      for (let done = 0; done <= forward.length; done++) {
        const stands = forward.slice(0, done).reduce((now, step) => applyStep(now, step), applied);
        for (const step of plan(stands, shop()).steps) {
          expect(signed).toContain(stepKey(step.id, step.action, step.input));
        }
      }
    },
  );

  it('put back what stood before as another planner had made it, and nothing else', () => {
    const applied = standing(shop());
    const link = 'linkSpoke@cluster-2';
    const former = { ...applied[link].input, authority: 7 } as LinkSpokeInput;
    const stood = { ...applied, [link]: { ...applied[link], input: former } };
    const signed = signedSteps({ applied: stood, steps: [], previous: shop() });
    expect(signed).toContain(stepKey(link, 'apply', former));
    const toNothing = signedSteps({ applied: stood, steps: [] });
    expect(toNothing).not.toContain(stepKey(link, 'apply', former));
    expect(toNothing).toContain(stepKey(link, 'remove', former));
  });

  it('undo what was begun of a creation', () => {
    const signed = signedSteps(input);
    const applied = standing(shop());
    for (const step of plan(applied, undefined).steps) {
      expect(signed).toContain(stepKey(step.id, 'remove', step.input));
    }
  });
});
