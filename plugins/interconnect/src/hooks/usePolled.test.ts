import { act, renderHook } from '@testing-library/react';
import { refusal } from '../__testUtils__/refusal';
import { Pause, usePolled } from './usePolled';

/** Answers one after the other; an error is thrown. */
function answers(...values: (string | Error)[]) {
  const signals: AbortSignal[] = [];
  const load = jest.fn(async (signal: AbortSignal) => {
    signals.push(signal);
    const value = values.length > 1 ? values.shift()! : values[0];
    if (value instanceof Error) throw value;
    return value;
  });
  return { load, signals };
}

async function pass(ms: number) {
  await act(() => jest.advanceTimersByTimeAsync(ms));
}

function look(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('usePolled', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    look(false);
  });

  function start(load: (signal: AbortSignal) => Promise<string>, pause: Pause<string> = 1000) {
    return renderHook(({ key }) => usePolled(load, pause, [key]), { initialProps: { key: 'a' } });
  }

  it('is loading until the first answer, then asks again after each pause', async () => {
    const { load } = answers('one', 'two');
    const { result } = start(load);
    expect(result.current.loading).toBe(true);
    expect(result.current.value).toBeUndefined();
    await pass(0);
    expect(result.current).toMatchObject({ loading: false, value: 'one' });
    await pass(999);
    expect(load).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(result.current.value).toBe('two');
  });

  it('keeps the last answer beside an error, and forgets the error with the next answer', async () => {
    const { load } = answers('one', new Error('down'), 'two');
    const { result } = start(load);
    await pass(0);
    await pass(1000);
    expect(result.current).toMatchObject({ value: 'one', error: new Error('down') });
    await pass(1000);
    expect(result.current.value).toBe('two');
    expect(result.current.error).toBeUndefined();
  });

  it('waits as long as the backend says when there were too many requests', async () => {
    const more = { retryAfterSeconds: 20 };
    const { load } = answers('one', await refusal(429, 'TooManyRequestsError', 'No', more), 'two');
    const { result } = start(load);
    await pass(0);
    await pass(1000);
    expect(result.current.error).toBeDefined();
    await pass(19_999);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(result.current).toMatchObject({ value: 'two' });
    await pass(1000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('takes the pause from the answer', async () => {
    const { load } = answers('busy', 'idle');
    start(load, value => (value === 'busy' ? 100 : undefined));
    await pass(0);
    await pass(100);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('rests while nobody looks, and asks at once when somebody does', async () => {
    const { load } = answers('one');
    start(load);
    await pass(0);
    look(true);
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(1);
    look(false);
    await pass(0);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(1000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('refreshes on demand without forgetting', async () => {
    const { load } = answers('one', 'two');
    const { result } = start(load);
    await pass(0);
    act(() => result.current.refresh());
    expect(result.current.value).toBe('one');
    await pass(0);
    expect(result.current.value).toBe('two');
  });

  it('starts anew for something else, aborts what is under way and ignores its answer', async () => {
    let answerFirst = (_: string) => {};
    const signals: AbortSignal[] = [];
    const load = jest.fn((signal: AbortSignal) => {
      signals.push(signal);
      return signals.length === 1
        ? new Promise<string>(resolve => (answerFirst = resolve))
        : Promise.resolve('second');
    });
    const { result, rerender, unmount } = start(load);
    await pass(0);
    rerender({ key: 'b' });
    expect(result.current.loading).toBe(true);
    expect(result.current.value).toBeUndefined();
    expect(signals[0].aborted).toBe(true);
    await pass(0);
    answerFirst('first');
    await pass(0);
    expect(result.current.value).toBe('second');
    unmount();
    expect(signals[1].aborted).toBe(true);
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
