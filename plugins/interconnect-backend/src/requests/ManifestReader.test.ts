import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { mockServices } from '@backstage/backend-test-utils';
import { createManifestReader } from './ManifestReader';

/**
 * What may not be read is tried through the API, in `routes/sourceFiles.test.ts` and
 * `sourceUrls.test.ts`.
 */
describe('createManifestReader', () => {
  const urlReader = mockServices.urlReader.mock();
  const streamed = (...chunks: string[]) => ({ stream: () => Readable.from(chunks) }) as any;
  const buffered = (buffer: Buffer) => ({ buffer: async () => buffer }) as any;
  const reader = (root = '/nowhere') =>
    createManifestReader({ root, urlReader, isAllowed: () => true });

  it('reads http urls through the UrlReader', async () => {
    const url = 'https://git.example.com/web.yaml';
    urlReader.readUrl.mockResolvedValueOnce(streamed('kind: ', 'Service ✓'));
    expect(await reader().read({ url })).toBe('kind: Service ✓');
    expect(urlReader.readUrl.mock.calls[0][0]).toBe(url);
    urlReader.readUrl.mockResolvedValueOnce(buffered(Buffer.from('kind: Service ✓')));
    expect(await reader().read({ url })).toBe('kind: Service ✓');
  });

  it('reads the examples by the urls that they have in examples/network.json', async () => {
    // eslint-disable-next-line no-restricted-syntax -- never part of a build
    const examples = resolve(__dirname, '../../../../examples');
    const { applications } = JSON.parse(readFileSync(join(examples, 'network.json'), 'utf8'));
    expect(applications).toHaveLength(2);
    for (const { source } of applications) {
      expect(source.url).toMatch(/^\.\/examples\//);
      expect(await reader(examples).read(source)).toContain('kind: Deployment');
    }
  });

  it('tells of a failure what it is, in words of its own', async () => {
    const fails = async (error: Error) => {
      urlReader.readUrl.mockRejectedValueOnce(error);
      return reader()
        .read({ url: 'https://a.b/c' })
        .catch(({ message }) => message);
    };
    expect(await fails(new Error('hunter2'))).toBe(
      '"https://a.b/c" cannot be read: its server does not answer with it, or redirects to what may not be read',
    );
    const missing = Object.assign(new Error('hunter2'), { name: 'NotFoundError' });
    expect(await fails(missing)).toBe('"https://a.b/c" cannot be read: nothing is there');
  });

  it('waits for no answer longer than its time', async () => {
    const over = new AbortController();
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(over.signal);
    const never = new Promise<never>(() => {});
    const late = 'cannot be read: it takes longer than 20 seconds';
    const silent = new Readable({ read() {} });
    urlReader.readUrl
      .mockReturnValueOnce(never)
      .mockResolvedValueOnce({ buffer: () => never } as any)
      .mockResolvedValueOnce({ stream: () => silent } as any);
    const reads = [1, 2, 3].map(() => reader().read({ url: 'https://a.b/c' }));
    const ends = Promise.all(reads.map(read => expect(read).rejects.toThrow(late)));
    setTimeout(() => over.abort(), 20);
    await ends;
    expect(silent.destroyed).toBe(true);
    timeout.mockRestore();
  });

  it('refuses what is too big', async () => {
    const root = mkdtempSync(join(tmpdir(), 'interconnect-'));
    writeFileSync(join(root, 'big.yaml'), Buffer.alloc(512 * 1024 + 1, 'a'));
    writeFileSync(join(root, 'fits.yaml'), Buffer.alloc(512 * 1024, 'a'));
    await expect(reader(root).read({ url: 'big.yaml' })).rejects.toThrow(/bigger than 512 KiB/);
    expect(await reader(root).read({ url: 'fits.yaml' })).toHaveLength(512 * 1024);
    urlReader.readUrl.mockResolvedValueOnce(buffered(Buffer.alloc(512 * 1024 + 1, 'a')));
    await expect(reader().read({ url: 'https://a.b/c' })).rejects.toThrow(/bigger than 512 KiB/);
    rmSync(root, { recursive: true });
  });
});
