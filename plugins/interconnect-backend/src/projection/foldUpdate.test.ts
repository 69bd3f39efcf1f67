import { approvalFor, inputFor, shop } from '@interconnect/workflows/testing';
import { decodeEvent } from '../temporal/decode';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import { foldUpdate } from './foldUpdate';
import { initialFold } from './foldStarted';

const time = '2026-11-28T12:00:00.000Z';
const fold = initialFold(inputFor(shop(), { approval: approvalFor() }), time);
const command = { by: 'user:default/anna', reason: 'announced' };
const accepted: RolloutEvent = {
  type: 'UpdateAccepted',
  eventId: 5,
  time,
  updateId: 'u',
  name: 'approve',
  command,
  identity: '7@laptop',
};
const completed = (more: object = {}) =>
  ({ type: 'UpdateCompleted', eventId: 9, time, acceptedId: 5, ...more }) as RolloutEvent;

describe('a command in a history', () => {
  const begun = foldUpdate(fold, accepted)!;

  it('is told once the workflow has obeyed it', () => {
    expect(begun.notes).toEqual([]);
    const after = foldUpdate(begun.fold, completed())!;
    expect(after.notes).toMatchObject([
      { actor: command.by, action: 'rollout.approve', outcome: 'accepted', message: 'announced' },
    ]);
    expect(after.fold.approval?.decision).toMatchObject({ outcome: 'approved', by: command.by });
  });

  it('is refused to who gave it, when it does not fit', () => {
    const { notes } = foldUpdate(begun.fold, completed({ error: 'it is Paused' }))!;
    expect(notes).toMatchObject([{ actor: command.by, outcome: 'refused' }]);
  });

  it('is not told of the person whose name was used, when the backend has not signed it', () => {
    const after = foldUpdate(begun.fold, completed({ error: 'is not signed', forged: true }))!;
    expect(after.notes).toMatchObject([
      {
        actor: 'temporal:7@laptop',
        outcome: 'refused',
        message: 'announced: is not signed',
      },
    ]);
    expect(after.fold.approval?.decision).toBeUndefined();
    expect(after.fold.updates).toEqual({});
  });

  it('is known to be forged by the type of its failure', () => {
    const failed = (type: string) =>
      decodeEvent({
        eventId: 9,
        eventTime: { seconds: 1 },
        workflowExecutionUpdateCompletedEventAttributes: {
          acceptedEventId: 5,
          outcome: { failure: { message: 'no', applicationFailureInfo: { type } } },
        },
      } as never);
    expect(failed('NotSigned')).toMatchObject({ acceptedId: 5, forged: true });
    expect(failed('Conflict')).not.toHaveProperty('forged');
  });
});
