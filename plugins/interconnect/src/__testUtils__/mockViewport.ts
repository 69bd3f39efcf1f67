/**
 * Gives elements a size, which they have not without a browser: virtualised tables draw all their
 * rows otherwise. Call it in a `describe`.
 */
export function mockViewport(): void {
  const sizes = { clientWidth: 1000, clientHeight: 600, scrollHeight: 44 };
  beforeAll(() => {
    for (const [name, value] of Object.entries(sizes)) {
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
    }
  });
  afterAll(() => {
    for (const name of Object.keys(sizes)) Reflect.deleteProperty(HTMLElement.prototype, name);
  });
}

/**
 * Gives all elements the style of the body: jsdom works out each style anew, and react-aria asks
 * for that of every element in a row. For tables of thousands.
 *
 * @returns what takes it back
 */
export function mockStyles(): () => void {
  const style = window.getComputedStyle(document.body);
  const spy = jest.spyOn(window, 'getComputedStyle').mockReturnValue(style);
  return () => spy.mockRestore();
}
