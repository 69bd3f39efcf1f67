import { serveHealth } from './health';

describe('serveHealth', () => {
  it('tells a process that runs from one that takes work', async () => {
    let reason: string | undefined = 'waits for Temporal at x:1';
    const health = await serveHealth({ host: '127.0.0.1', port: 0 }, () => reason);
    const get = async (path: string) => {
      const response = await fetch(health.url + path);
      return [response.status, (await response.text()).trim()];
    };
    try {
      expect(await get('/healthz')).toEqual([200, 'ok']);
      expect(await get('/readyz')).toEqual([503, 'waits for Temporal at x:1']);
      reason = undefined;
      expect(await get('/readyz?verbose')).toEqual([200, 'ok']);
      expect((await get('/'))[0]).toBe(404);
      const port = Number(new URL(health.url).port);
      await expect(serveHealth({ host: '127.0.0.1', port }, () => undefined)).rejects.toThrow(
        `The health port 127.0.0.1:${port} cannot be used: EADDRINUSE`,
      );
    } finally {
      await health.close();
    }
    await expect(fetch(health.url)).rejects.toThrow();
  });
});
