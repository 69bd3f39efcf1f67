import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTools } from './ensureTools';
import { parseGoMinor } from './go';
import { withoutWebhook } from './metallb';
import { requirePython } from './python';

test('only the webhook configuration is dropped from the MetalLB manifest', () => {
  const one = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: metallb-system\n';
  const hook =
    'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\n';
  const two = 'apiVersion: v1\nkind: Service\nspec:\n  ports:\n    - port: 443\n';
  expect(withoutWebhook([one, hook, two].join('---\n'))).toBe(`---\n${one}---\n${two}`);
  expect(() => withoutWebhook([one, two].join('---\n'))).toThrow(
    'exactly one ValidatingWebhookConfiguration',
  );
});

test('reads the version of Go', () => {
  expect(parseGoMinor('go version go1.26.8 linux/amd64')).toBe(26);
  expect(parseGoMinor('go version go1.9 linux/amd64')).toBe(9);
  expect(parseGoMinor('gccgo')).toBeNaN();
});

describe('on a computer without Go and Python', () => {
  const { PATH, INTERCONNECT_CACHE } = process.env;
  beforeAll(() => {
    process.env.PATH = '/nonexistent';
    process.env.INTERCONNECT_CACHE = mkdtempSync(join(tmpdir(), 'lab-cache-'));
  });
  afterAll(() => {
    process.env.PATH = PATH;
    if (INTERCONNECT_CACHE === undefined) delete process.env.INTERCONNECT_CACHE;
    else process.env.INTERCONNECT_CACHE = INTERCONNECT_CACHE;
  });

  test('says what is missing, and how to install it', async () => {
    const lines: string[] = [];
    await expect(ensureTools({ log: line => lines.push(line) })).rejects.toThrow(
      /Go is not installed.*sudo apt-get install golang-go/,
    );
    expect(lines).toEqual([]);
    await expect(requirePython()).rejects.toThrow(
      /Python 3 is not installed.*sudo apt-get install python3/,
    );
  });
});
