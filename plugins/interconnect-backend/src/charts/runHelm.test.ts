import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helmError } from './helmErrors';
import { runHelm } from './runHelm';

/** Another program in its place: what is told of it, and what ends it. */
describe('runHelm', () => {
  const home = mkdtempSync(join(tmpdir(), 'helm-'));
  afterAll(() => rmSync(home, { recursive: true }));

  const limits = { timeoutMs: 20_000, maxOutput: 1000, memoryMb: 300 };
  const node = (code: string, more: Partial<typeof limits> = {}) =>
    runHelm(process.execPath, ['-e', code], { home, limits: { ...limits, ...more } });
  const saying = async (run: ReturnType<typeof node>) =>
    helmError(await run, limits, [`${home}/`]).message;

  it('knows nothing of the environment', async () => {
    process.env.KUBECONFIG_OF_TEST = 'x';
    const { code, stdout } = await node('console.log(Object.keys(process.env).sort().join())');
    delete process.env.KUBECONFIG_OF_TEST;
    expect(code).toBe(0);
    expect(stdout.trim().split(',')).toEqual([
      'GOMAXPROCS',
      'GOMEMLIMIT',
      'HELM_CACHE_HOME',
      'HELM_CONFIG_HOME',
      'HELM_DATA_HOME',
      'HELM_PLUGINS',
      'HELM_REGISTRY_CONFIG',
      'HELM_REPOSITORY_CACHE',
      'HELM_REPOSITORY_CONFIG',
      'HOME',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'KUBECONFIG',
      'PATH',
      'TMPDIR',
      'TZ',
    ]);
  });

  it('ends what takes too long, says too much or takes too much memory', async () => {
    const forever = 'setInterval(() => {}, 1000)';
    expect((await node(forever, { timeoutMs: 300 })).ended).toBe('tooLong');
    expect(await saying(node(`process.stdout.write("x".repeat(5000)); ${forever}`))).toMatch(
      /^chart: renders to more than/,
    );
    const eating = 'const a = []; setInterval(() => a.push(Buffer.alloc(5e7, 1)), 5)';
    expect(await saying(node(eating))).toMatch(/^chart: takes more than 300 MiB of memory/);
  });

  it('says who can help when there is no helm', async () => {
    expect(await saying(runHelm('/no/such/helm', [], { home, limits }))).toMatch(
      /^chart: cannot be rendered, because the portal has no helm \(ENOENT\) .*interconnect\.charts\.helm/,
    );
  });

  it('repeats what helm says, without folders of this computer', async () => {
    const failing = (text: string) =>
      node(`process.stderr.write(${JSON.stringify(text)}); process.exit(1)`);
    expect(
      await saying(
        failing(
          `WARNING: old\nError: execution error at (web/a.yaml:1:2): see ${home}/web\n\nUse --debug flag to render out invalid YAML\n`,
        ),
      ),
    ).toBe('chart: helm says: execution error at (web/a.yaml:1:2): see web');
    expect(
      await saying(
        failing(
          "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nweb:\n- at '/port': got string, want integer\n",
        ),
      ),
    ).toMatch(
      /^values: helm says: values don't meet .* web: - at '\/port': got string, want integer$/,
    );
    expect(await saying(failing(''))).toBe('chart: helm says: the chart cannot be rendered');
  });
});
