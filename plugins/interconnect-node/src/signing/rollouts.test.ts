import { generateKeyPairSync } from 'node:crypto';
import {
  evidenceOf,
  RolloutCommand,
  rolloutFormat,
  RolloutInput,
  RolloutCommandName,
  RunStart,
} from '@interconnect/backstage-plugin-interconnect-common';
import { commandRefusal, rolloutRefusal, signCommand, signRollout } from './rollouts';
import { createSigner, createVerifier } from './signatures';

const pair = () => generateKeyPairSync('ed25519');
const own = pair();
const signer = createSigner({ id: 'own', key: own.privateKey });
const stranger = createSigner({ id: 'own', key: pair().privateKey });
const verifier = createVerifier([{ id: 'own', key: own.publicKey }]);
const now = new Date('2026-11-28T12:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

const input: RolloutInput = {
  format: rolloutFormat,
  steps: [],
  rolloutId: 'r1',
  operation: 'create',
  requestedBy: 'user:default/guest',
  project: 'edge-shop',
  network: 'shop',
  generation: 1,
  applied: {},
  manifests: {},
  planDigest: 'plan',
  approval: { reasons: ['why'], approvers: ['a'], selfApproval: false, expiresAfterSeconds: 60 },
  options: { window: 1, stepDeadlineSeconds: 1, blockedSeconds: 1 },
};
const first: RunStart = {
  workflowId: 'interconnect.edge-shop.shop',
  startedAt: minutes(1).toISOString(),
  isContinued: false,
  isRepeated: false,
};
const signed = signRollout(signer, input, { now });
const refusalOf = (given: RolloutInput, start: Partial<RunStart> = {}) =>
  rolloutRefusal(verifier, evidenceOf(given, { ...first, ...start }));

const command: RolloutCommand = { by: 'user:default/anna', reason: 'announced' };
const evidence = { rolloutId: 'r1', planDigest: 'plan', update: 'approve' as RolloutCommandName };
const approved = signCommand(signer, { ...evidence, command }, now);
const later = (by: RolloutCommand | undefined): RolloutInput => ({
  ...signed,
  carried: { state: 'Running', steps: {}, ...(by && { approved: by }) },
});

describe('a rollout', () => {
  it('is believed when the backend has signed it for its execution just now', () => {
    expect(refusalOf(signed)).toBeUndefined();
    for (const at of [-5, 5]) {
      expect(refusalOf(signed, { startedAt: minutes(at).toISOString() })).toBeUndefined();
    }
  });

  it.each<[string, RolloutInput, Partial<RunStart>, RegExp]>([
    ['unsigned', input, {}, /^This rollout is not signed\. .* ask for it there$/],
    ['signed by somebody else', signRollout(stranger, input, { now }), {}, /not of the key own/],
    ['with the signature of a command', { ...input, signature: approved.signature }, {}, /else/],
    [
      'without its approval',
      { ...signed, approval: undefined },
      {},
      /is not what was signed: its input was changed/,
    ],
    ['with another plan', { ...signed, planDigest: 'other' }, {}, /its input was changed/],
    ['with other options', { ...signed, options: { ...input.options, window: 9 } }, {}, /changed/],
    ['of another id', { ...signed, rolloutId: 'r2' }, {}, /its input was changed/],
    ['in another execution', signed, { workflowId: 'other' }, /only/],
    ['too late', signed, { startedAt: minutes(5.1).toISOString() }, /5 minutes apart/],
    ['too early', signed, { startedAt: minutes(-5.1).toISOString() }, /5 minutes apart/],
    ['at no time', signed, { startedAt: 'never' }, /5 minutes apart/],
    ['by a cron schedule or again', signed, { isRepeated: true }, /again and again/],
    ['again, in a later run', later(approved), { isRepeated: true, isContinued: true }, /again/],
    ['with a past that is not there', later(approved), {}, /carried over, and there is none/],
  ])('is refused %s', (_, given, start, message) => {
    expect(refusalOf(given, start)).toMatch(message);
  });

  it('goes on in another run at any time, with the approval that it has', () => {
    const start = { isContinued: true, startedAt: minutes(600).toISOString() };
    expect(refusalOf(later(approved), start)).toBeUndefined();
    expect(refusalOf(later(undefined), start)).toMatch(/needs an approval, and shows none/);
    for (const [forged, message] of [
      [command, /shows an approval that is not signed/],
      [
        signCommand(stranger, { ...evidence, command }),
        /approval that has a signature that is not/,
      ],
      [{ ...approved, by: 'user:default/bert' }, /shows an approval that is not what was signed/],
      [
        signCommand(signer, { ...evidence, rolloutId: 'r2', command }),
        /shows an approval that is signed for another rollout/,
      ],
      [
        signCommand(signer, { ...evidence, update: 'resume', command }),
        /shows an approval that is signed as resume/,
      ],
    ] as const) {
      expect(refusalOf(later(forged), start)).toMatch(message);
    }
  });
});

describe('a command', () => {
  const refusal = (given: RolloutCommand, more: Partial<typeof evidence> = {}, at = now) =>
    commandRefusal(verifier, { ...evidence, ...more, command: given }, at);

  it('is believed when the backend has signed it for this rollout just now', () => {
    expect(refusal(approved)).toBeUndefined();
    expect(refusal(approved, {}, minutes(5))).toBeUndefined();
  });

  it.each<[string, RolloutCommand, Partial<typeof evidence>, Date, RegExp]>([
    ['unsigned', command, {}, now, /^This approve is not signed\. The worker does only/],
    [
      'signed by somebody else',
      signCommand(stranger, { ...evidence, command }, now),
      {},
      now,
      /not of the key own/,
    ],
    [
      'with the signature of a rollout',
      { ...command, signature: signed.signature },
      {},
      now,
      /else/,
    ],
    ['for another rollout', approved, { rolloutId: 'r2' }, now, /signed for another rollout/],
    ['for another plan', approved, { planDigest: 'other' }, now, /not what was signed/],
    ['as something else', approved, { update: 'rollback' }, now, /is signed as approve/],
    ['by somebody else', { ...approved, by: 'user:default/bert' }, {}, now, /not what was signed/],
    ['for other steps', { ...approved, steps: ['verify'] }, {}, now, /not what was signed/],
    ['later', approved, {}, minutes(6), /more than 5 minutes ago/],
  ])('is refused %s', (_, given, more, at, message) => {
    expect(refusal(given, more, at)).toMatch(message);
  });
});
