import { inputFor, shop } from '@interconnect/workflows/testing';
import { foldPage } from './fold';
import { initialFold } from './foldStarted';
import { HistoryWriter } from './__testUtils__/HistoryWriter';

const input = inputFor(shop());
const { events } = new HistoryWriter(input).run('createNetwork@cluster-1/1');
const begin = () => initialFold(input, '2026-11-22T09:00:00.000Z');

describe('foldPage', () => {
  it('holds back a workflow task at the end until something follows it', () => {
    const one = foldPage(begin(), 'r', [], events.slice(0, 3));
    expect(one.fold.position.eventId).toBe(1);
    expect(one.held.map(({ eventId }) => eventId)).toEqual([2, 3]);
    const two = foldPage(one.fold, 'r', one.held, events.slice(3));
    expect(two.fold.position.eventId).toBe(events.length);
    expect(two.held).toEqual([]);
  });

  it('drops it when the server uses its ids for something else', () => {
    const one = foldPage(begin(), 'r', [], events.slice(0, 3));
    // The task came to nothing; its ids are used again.
    const other = new HistoryWriter(input)
      .add({ type: 'UpdateAccepted', updateId: 'u', name: 'pause', command: { by: 'anna' } })
      .add({ type: 'UpdateCompleted', acceptedId: 2 })
      .show('Paused');
    const two = foldPage(one.fold, 'r', one.held, other.events.slice(1));
    expect(two.fold).toMatchObject({ position: { eventId: 4 }, state: 'Paused' });
    expect(two.audit.map(({ actor }) => actor)).toEqual(['anna']);
  });

  it('keeps what is held when a page is empty', () => {
    const one = foldPage(begin(), 'r', [], events.slice(0, 2));
    expect(foldPage(one.fold, 'r', one.held, [])).toEqual({ ...one, audit: [] });
  });
});
