import { mockServices } from '@backstage/backend-test-utils';
import type { RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import { approvalFor, inputFor, shop } from '@interconnect/workflows/testing';
import { initialFold } from '../projection/foldStarted';
import { foldAll } from '../projection/fold';
import { HistoryWriter } from '../projection/__testUtils__/HistoryWriter';
import { createNotifier } from './createNotifier';

const link = '/interconnect/networks/edge-shop/shop/rollouts/rollout-1';
const needed = (more: Partial<RolloutInput> = {}): RolloutInput => ({
  ...inputFor(shop(), { approval: approvalFor() }),
  ...more,
});

describe('createNotifier', () => {
  const logger = mockServices.logger.mock();
  const send = jest.fn();
  beforeEach(() => {
    jest.resetAllMocks();
    send.mockResolvedValue(undefined);
  });

  /** Tells what a history tells, page by page. */
  function tell(input: RolloutInput, ...pages: ((history: HistoryWriter) => void)[]) {
    const notify = createNotifier({ notifications: { send }, logger });
    const history = new HistoryWriter(input);
    let before = initialFold(input, '2026-11-22T10:00:00.000Z');
    for (const page of pages) {
      page(history);
      const after = foldAll(before, 'run-1', history.events).fold!;
      notify(before, after);
      before = after;
    }
    return send.mock.calls.map(([notice]) => notice);
  }
  const begins = (history: HistoryWriter) => void history.task();

  it('tells the approvers that it waits, then who asked what was decided, each once', () => {
    const told = tell(
      needed(),
      begins,
      begins,
      history => history.update('approve', { reason: 'announced' }),
      history => history.run('createNetwork@cluster-1/1'),
    );
    expect(told).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/platform-team'],
          excludeEntityRef: 'user:default/guest',
        },
        payload: {
          title: 'guest asks for network shop of edge-shop: it waits for your approval',
          description: 'cluster-1 has the label environment: production',
          link,
          topic: 'Approval of application networks',
          scope: 'interconnect.approval.rollout-1.waits',
        },
      },
      {
        recipients: { type: 'entity', entityRef: 'user:default/guest' },
        payload: {
          title: 'Your request for network shop of edge-shop was approved by anna',
          description: 'announced',
          link,
          topic: 'Approval of application networks',
          scope: 'interconnect.approval.rollout-1.decided',
        },
      },
    ]);
  });

  it('tells only the decision when both are read at once', () => {
    const told = tell(needed(), history =>
      history
        .update('reject', { reason: 'not now' })
        .end({ state: 'Canceled', failed: [], notApproved: 'rejected' }),
    );
    expect(told.map(({ payload }) => payload.title)).toEqual([
      'Your request for network shop of edge-shop was rejected by anna',
    ]);
  });

  it('tells that nobody decided', () => {
    const told = tell(needed(), begins, history =>
      history.end({ state: 'Canceled', failed: [], notApproved: 'expired' }),
    );
    expect(told[1].payload.title).toBe(
      'Your request for network shop of edge-shop has expired: nobody approved it in time',
    );
  });

  it('tells services nothing, nor who decided about their own request', () => {
    const approve = (history: HistoryWriter) => history.update('approve');
    const [waits, ...more] = tell(
      needed({ requestedBy: 'service:plugin:scaffolder' }),
      begins,
      approve,
    );
    expect(waits.payload.title).toMatch(/^service:plugin:scaffolder asks for network shop/);
    expect(waits.recipients).toEqual({
      type: 'entity',
      entityRef: ['group:default/platform-team'],
    });
    expect(more).toEqual([]);
    send.mockClear();
    expect(tell(needed({ requestedBy: 'user:default/anna' }), begins, approve)).toHaveLength(1);
  });

  it('tells nothing about rollouts that need no approval, or were withdrawn', () => {
    expect(
      tell(inputFor(shop()), begins, history => history.run('createNetwork@cluster-1/1')),
    ).toEqual([]);
    const withdrawn = tell(needed(), begins, history =>
      history.update('cancel').end({ state: 'Canceled', failed: [], notApproved: 'canceled' }),
    );
    expect(withdrawn).toHaveLength(1);
  });

  it('says in the log once that nobody can be told, and goes on', async () => {
    send.mockRejectedValue(new Error('Request failed with status 404'));
    tell(needed(), begins, history => history.update('approve'));
    await new Promise(resolve => setImmediate(resolve));
    expect(send).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toMatch(/status 404/);
    expect(logger.error).not.toHaveBeenCalled();
  });
});
