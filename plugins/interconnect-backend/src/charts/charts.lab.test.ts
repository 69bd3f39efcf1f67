import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPaths } from '@interconnect/lab';
import { chartKit, configMap, documentOf, path, refusals } from './__testUtils__/chartKit';
import { ChartServers, startChartServers } from './__testUtils__/chartServers';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { Api, startApi } from '../__testUtils__/startApi';

const example = join(__dirname, '../../../../examples/charts/web');

/** Charts by the real helm, from folders, a repository and a registry on this computer. */
describe('applications that are charts', () => {
  let api: Api;
  let temporal: FakeTemporal;
  let servers: ChartServers;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'charts-'));
    servers = await startChartServers(folder);
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      config: {
        charts: { helm: toolPaths.helm(), repositories: servers.repositories },
        tenancy: {
          projects: [
            { project: '*', namespaces: ['web'] },
            {
              project: 'warehouse',
              sources: { charts: ['https://charts.example.com'], files: [] },
            },
          ],
        },
      },
    });
    cpSync(example, join(api.root, 'charts/web'), { recursive: true });
    helm('package', example, '--destination', folder);
    helm('package', example, '--destination', folder, '--version', '1.1.0');
    servers.publish();
  });
  afterAll(async () => {
    await api.stop();
    await servers.stop();
    rmSync(folder, { recursive: true });
  });

  const helm = (...args: string[]) =>
    execFileSync(toolPaths.helm(), args, { env: { PATH: process.env.PATH, HOME: folder } });
  const { plan, write, chart } = chartKit(() => api);

  it('renders a folder once it is asked for: shown, planned, put and known by digest', async () => {
    const source = {
      chart: './charts/web',
      version: '1.0.0',
      values: { port: 9000, greeting: 'hi' },
    };
    const { status, body } = await plan(source);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.addresses).toContain('http://stock.interconnect.svc.cluster.local:9000');
    const review = await api.call('post', `${path}/review`, documentOf(source));
    expect(JSON.stringify(review.body)).toContain('value: \\"hi\\"');
    const put = await api.call('put', path, documentOf(source));
    expect(put.status).toBe(200);
    expect((await api.call('get', path)).body.spec.applications[0].source).toEqual({
      kind: 'helm',
      ...source,
    });
    const [input] = temporal.running.values();
    expect(JSON.stringify(input)).toContain('helm:stock');
  });

  it('renders what a repository and a registry have, in exactly this version', async () => {
    for (const repository of [servers.http, servers.oci]) {
      const source = { repository, chart: 'web', version: '1.1.0', values: { port: 9001 } };
      const { status, body } = await plan(source);
      expect([status, body.error]).toEqual([200, undefined]);
      expect(body.addresses).toContain('http://stock.interconnect.svc.cluster.local:9001');
      expect(refusals(await plan({ ...source, version: '7.0.0' }))).toEqual([
        expect.stringMatching(
          /^\.version \| the \w+ has no version '7.0.0' of the chart \| .*1\.1\.0/,
        ),
      ]);
      expect(refusals(await plan({ ...source, chart: 'wep' }))).toEqual([
        expect.stringMatching(/^\.chart \| the (repository|registry) has no chart 'wep'/),
      ]);
    }
    expect(
      refusals(
        await plan({
          repository: servers.http,
          chart: 'web',
          version: '1.1.0',
          digest: `sha256:${'0'.repeat(64)}`,
        }),
      ),
    ).toEqual([expect.stringMatching(/^\.digest \| is another one/)]);
  });

  it('reads nothing that is not among the repositories, also where one leads to it', async () => {
    const asked = { chart: 'web', version: '1.0.0' };
    const elsewhere = servers.elsewhere();
    for (const repository of [
      elsewhere,
      'oci://127.0.0.1:1/charts',
      'https://charts.example.com',
      servers.http.replace('charts', 'other'),
    ]) {
      expect(refusals(await plan({ ...asked, repository }))).toEqual([
        expect.stringMatching(/^\.repository \| .* is not among the repositories that may be read/),
      ]);
    }
    for (const repository of [servers.redirecting, servers.leading]) {
      expect(refusals(await plan({ ...asked, repository }))).toEqual([
        expect.stringMatching(
          /^\.repository \| .* is not among the addresses that charts may be read from/,
        ),
      ]);
    }
    expect(servers.askedElsewhere()).toEqual([]);
    const other = await api.call(
      'post',
      '/v1/projects/warehouse/networks/shop/plan',
      documentOf({ ...asked, repository: servers.http }),
    );
    expect(refusals(other)[0]).toMatch(
      /^\.repository \| project 'warehouse' may not use charts of this repository \(by the rule interconnect.tenancy.projects\[1\].sources.charts/,
    );
    expect(
      refusals(
        await api.call(
          'post',
          '/v1/projects/warehouse/networks/shop/plan',
          documentOf({ chart: './charts/web' }),
        ),
      )[0],
    ).toMatch(/may not use this file/);
  });

  it('says with the words of the chart what it cannot render', async () => {
    expect(
      refusals(
        await plan(chart('asking', configMap('{{ required "key is needed" .Values.key }}'))),
      ),
    ).toEqual([
      '.chart | helm says: execution error at (asking/templates/all.yaml:5:10): key is needed | ',
    ]);
    expect(refusals(await plan(chart('broken', 'a: {{ .Values.x.y.z }}')))[0]).toMatch(
      /^\.chart \| helm says: .*broken\/templates\/all.yaml:1:.*nil pointer/,
    );
    expect(refusals(await plan({ chart: './charts/web', values: { port: 'eighty' } }))[0]).toMatch(
      /^\.values \| helm says: values don't meet .*\/port.*got string, want integer/,
    );
    expect(refusals(await plan({ chart: './charts/web', version: '2.0.0' }))).toEqual([
      ".version | the chart is of version '1.0.0' | '1.0.0'",
    ]);
    for (const name of ['./none', '../charts', '/etc', './charts/web/Chart.yaml', '.lab']) {
      expect(refusals(await plan({ chart: name }))[0]).toMatch(
        /^\.chart \| ".*" is no chart that may be read/,
      );
    }
    expect(refusals(await plan({ chart: './charts' }))[0]).toMatch(/has no Chart.yaml/);
    expect(
      refusals(
        await plan(
          chart('needy', configMap('a'), {
            'Chart.yaml':
              'apiVersion: v2\nname: needy\nversion: 0.1.0\ndependencies: [{ name: db, version: 1.0.0, repository: "https://charts.example.com" }]\n',
          }),
        ),
      )[0],
    ).toMatch(/missing in charts\/ directory: db/);
  });

  it('refuses hooks, Secrets and what is made at random, by name', async () => {
    const hook = configMap('a').replace(
      '{ name: c }',
      '{ name: c, annotations: { helm.sh/hook: post-install } }',
    );
    expect(refusals(await plan(chart('hooked', hook), false))[0]).toMatch(
      /^\.chart \| chart .\/hooked, hooked\/templates\/all.yaml, ConfigMap c: is a hook of Helm \(post-install\)/,
    );
    const test = configMap('a').replace(
      '{ name: c }',
      '{ name: t, annotations: { helm.sh/hook: test } }',
    );
    const tested = await plan(chart('tested', `${configMap('a')}---\n${test}`), false);
    expect(tested.status).toBe(200);
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { a: b }\n';
    expect(refusals(await plan(chart('secretive', secret), false))[0]).toMatch(
      /Secret s: is a Secret/,
    );
    expect(
      refusals(await plan(chart('random', configMap('{{ randAlphaNum 20 }}')), false))[0],
    ).toMatch(
      /renders to something else each time: random\/templates\/all.yaml makes something at random/,
    );
    expect(
      refusals(await plan({ chart: './charts/web', values: { auth: { password: 'hunter2' } } })),
    ).toEqual([
      expect.stringMatching(
        /^\.values\.auth\.password \| looks like a secret, .* \| the name of a Secret/,
      ),
    ]);
  });

  it('has no cluster, no name service and no files but the chart', async () => {
    const text = configMap(
      '"{{ lookup "v1" "Secret" "kube-system" "" }}{{ getHostByName "localhost" }}{{ .Capabilities.KubeVersion }}{{ .Files.Get "../web/Chart.yaml" }}"',
    );
    const { body } = await api.call(
      'post',
      `${path}/review`,
      documentOf(chart('curious', text), false),
    );
    expect(JSON.stringify(body)).toContain('map[]v1.27.0');
    write({ 'linked/Chart.yaml': '' });
    const schema = JSON.stringify({
      properties: { a: { $ref: `${servers.elsewhere()}/schema.json` } },
    });
    const noted = await plan(
      chart('referring', configMap('a'), { 'values.schema.json': schema, 'crds/all.yaml': 'a: b' }),
      false,
    );
    expect(noted.status).toBe(200);
    expect(noted.body.warnings.join('\n')).toMatch(
      /not applied, because they concern the whole cluster: crds\/all.yaml[^]*not checked with the schema/,
    );
    expect(servers.askedElsewhere()).toEqual([]);
  });

  it('ends what takes too much', async () => {
    const much = '{{ $x := "x" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}{{ $x }}';
    expect(refusals(await plan(chart('bomb', much), false))[0]).toMatch(
      /^\.chart \| (takes more than 512 MiB|renders to more than 512 KiB|takes longer)/,
    );
    const long = configMap('{{ repeat 600000 "x" }}');
    expect(refusals(await plan(chart('long', long), false))[0]).toMatch(
      /renders to more than 512 KiB/,
    );
    expect((await plan({ chart: './charts/web' })).status).toBe(200);
  });
});
