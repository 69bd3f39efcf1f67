import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './loadConfig';

describe('loadConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
  const first = join(folder, 'first.yaml');
  const second = join(folder, 'second.yaml');
  beforeAll(() => {
    writeFileSync(first, 'interconnect: { temporal: { address: "a:1", namespace: edge } }');
    writeFileSync(second, 'interconnect: { temporal: { address: "${INTERCONNECT_TEST_HOST}:2" } }');
    process.env.INTERCONNECT_TEST_HOST = 'b';
  });

  it('lays later files over earlier ones, and puts the environment in', async () => {
    const config = await loadConfig(['--config', first, '--config', second]);
    expect(config.getString('interconnect.temporal.address')).toBe('b:2');
    expect(config.getString('interconnect.temporal.namespace')).toBe('edge');
  });

  it('says what is wrong with its arguments', async () => {
    await expect(loadConfig(['--config', join(folder, 'third.yaml')])).rejects.toThrow(
      /third\.yaml: there is no such file$/,
    );
    await expect(loadConfig(['--verbose'])).rejects.toThrow("Unknown option '--verbose'");
  });
});
