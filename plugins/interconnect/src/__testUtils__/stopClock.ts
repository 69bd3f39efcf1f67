/**
 * Stops the clock that pages look at: "20 s ago" stays so however long a test takes. Call it in a
 * `describe`, or for a whole file.
 */
export function stopClock(now: Date): void {
  let spy: jest.SpyInstance;
  beforeEach(() => {
    spy = jest.spyOn(Date, 'now').mockReturnValue(now.getTime());
  });
  afterEach(() => spy.mockRestore());
}
