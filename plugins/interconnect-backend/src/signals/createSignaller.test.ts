import { mockServices } from '@backstage/backend-test-utils';
import { inputFor, shop } from '@interconnect/workflows/testing';
import { initialFold } from '../projection/foldStarted';
import { createSignaller } from './createSignaller';

const foldOf = (rolloutId: string) => initialFold(inputFor(shop(), { rolloutId }), 'now');

describe('createSignaller', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const create = (publish: jest.Mock) => {
    const signal = createSignaller({ signals: { publish }, logger: mockServices.logger.mock() });
    return (rollout: string) => signal(foldOf(rollout), foldOf(rollout));
  };

  it('tells everybody at once, and what follows quickly together', () => {
    const publish = jest.fn(async () => {});
    const signal = create(publish);
    signal('r1');
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'interconnect:rollouts',
          message: { rollout: 'r1' },
        },
      ],
    ]);
    signal('r1');
    signal('r1');
    signal('r2');
    expect(publish).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(500);
    expect(publish).toHaveBeenCalledTimes(3);
    expect(publish).toHaveBeenLastCalledWith(
      expect.objectContaining({ message: { rollout: 'r1' } }),
    );
    jest.advanceTimersByTime(5000);
    expect(publish).toHaveBeenCalledTimes(3);
    signal('r1');
    expect(publish).toHaveBeenCalledTimes(4);
  });

  it('goes on when signals fail', async () => {
    const publish = jest.fn(async () => {
      throw new Error('no broker');
    });
    const signal = create(publish);
    signal('r1');
    await Promise.resolve();
    jest.advanceTimersByTime(500);
    signal('r1');
    expect(publish).toHaveBeenCalledTimes(2);
  });
});
