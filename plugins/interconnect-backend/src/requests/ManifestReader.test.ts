import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createManifestReader } from './ManifestReader';

/** What leads outside the root is tested through the API, in `routes/badInput.test.ts`. */
describe('createManifestReader', () => {
  const urlReader = mockServices.urlReader.mock();
  const answer = (buffer: Buffer) => ({ buffer: async () => buffer }) as any;
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'interconnect-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('reads http urls through the UrlReader, whose refusal it tells', async () => {
    const { read } = createManifestReader({ root, urlReader });
    urlReader.readUrl.mockResolvedValueOnce(answer(Buffer.from('kind: Service ✓')));
    expect(await read('https://git.example.com/web.yaml')).toBe('kind: Service ✓');
    expect(urlReader.readUrl.mock.calls[0][0]).toBe('https://git.example.com/web.yaml');

    urlReader.readUrl.mockRejectedValueOnce(new Error('host is not allowed'));
    await expect(read('https://other.example.com/web.yaml')).rejects.toThrow(
      '"https://other.example.com/web.yaml" cannot be read: host is not allowed',
    );
  });

  it('reads files below the root, and encoded names too', async () => {
    const { read } = createManifestReader({ root, urlReader });
    writeFileSync(join(root, 'my web.yaml'), 'a: 1');
    expect(await read('./my%20web.yaml')).toBe('a: 1');
    expect(await read('my web.yaml')).toBe('a: 1');
  });

  it('refuses relative urls when no folder is configured', async () => {
    const { read } = createManifestReader({ urlReader });
    await expect(read('./web.yaml')).rejects.toThrow(
      /interconnect\.manifests\.root names no folder/,
    );
  });

  it('refuses what is too big or no text', async () => {
    const { read } = createManifestReader({ root, urlReader });
    writeFileSync(join(root, 'big.yaml'), Buffer.alloc(512 * 1024 + 1, 'a'));
    await expect(read('big.yaml')).rejects.toThrow(/bigger than 512 KiB/);
    urlReader.readUrl.mockResolvedValueOnce(answer(Buffer.alloc(512 * 1024 + 1, 'a')));
    await expect(read('https://a.b/c')).rejects.toThrow(/bigger than 512 KiB/);
    writeFileSync(join(root, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0xfd]));
    await expect(read('bytes.yaml')).rejects.toThrow(/not text in UTF-8/);
  });
});
