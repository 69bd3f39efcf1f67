import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPaths } from '@interconnect/lab';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { Api, startApi } from '../__testUtils__/startApi';
import { chartKit, configMap, documentOf, path, refusals } from './__testUtils__/chartKit';

jest.setTimeout(60_000);

/** What charts of others do, by the real helm. */
describe('charts at their edges', () => {
  let api: Api;
  let home: string;
  const { plan, write, chart } = chartKit(() => api);

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'chart-edges-'));
    const temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      config: {
        charts: { helm: toolPaths.helm() },
        tenancy: { projects: [{ project: '*', namespaces: ['web'] }] },
      },
    });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(home, { recursive: true });
  });

  const rendered = async (source: object) => {
    const { status, body } = await api.call('post', `${path}/review`, documentOf(source, false));
    expect([status, body.error]).toEqual([200, undefined]);
    return JSON.stringify(body);
  };
  const chartYaml = (name: string, more: string) =>
    `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`;

  it.each(['^1.2', '1.x', '>=1.0.0', '~1.2.3', '1.2.3 - 2.0.0', '1.2', '*', 'latest'])(
    'takes no range of versions: %s',
    async version => {
      const source = { repository: 'https://charts.example.com', chart: 'web', version };
      expect(refusals(await plan(source))).toEqual([
        `.version | '${version}' is not accepted | one exact version like '6.7.1', no range and no 'latest'; required with a repository`,
      ]);
    },
  );

  it('says that a chart wants another Kubernetes, and who can change that', async () => {
    const more = { 'Chart.yaml': chartYaml('newer', 'kubeVersion: ">=1.30.0-0"\n') };
    expect(refusals(await plan(chart('newer', configMap('a'), more)))).toEqual([
      expect.stringMatching(
        /^\.chart \| helm says: chart requires kubeVersion: >=1\.30.* incompatible with Kubernetes v1\.27\.0 \| .*interconnect\.charts\.kubeVersion/,
      ),
    ]);
    const fits = { 'Chart.yaml': chartYaml('older', 'kubeVersion: ">=1.19-0"\n') };
    expect((await plan(chart('older', configMap('a'), fits), false)).status).toBe(200);
  });

  it('knows kinds of Kubernetes, and none of extensions', async () => {
    const has = ['apps/v1', 'networking.k8s.io/v1', 'monitoring.coreos.com/v1']
      .map(version => `{{ .Capabilities.APIVersions.Has ${JSON.stringify(version)} }}`)
      .join(' ');
    expect(await rendered(chart('asking', configMap(`${has}`)))).toContain('true true false');
  });

  it.each([
    ['a certificate', '{{ (genCA "a" 1).Cert | b64enc }}'],
    ['a certificate of its own', '{{ (genSelfSignedCert "a" nil nil 1).Key | b64enc }}'],
    ['a UUID', '{{ uuidv4 }}'],
    ['a number', '{{ randInt 0 1000000000 | quote }}'],
    ['seconds', '{{ now | unixEpoch | quote }}'],
    ['a date', '{{ now | date "2006-01-02" | quote }}'],
    ['a date in a helper', '{{ include "today" . }}'],
  ])('refuses what another request would have otherwise: %s', async (_, made) => {
    const helper = '{{ define "today" }}{{- now | date "02" | quote }}{{ end }}';
    const source = chart('unstable', configMap(made), { 'templates/_helper.tpl': helper });
    expect(refusals(await plan(source, false))).toEqual([
      expect.stringMatching(
        /^\.chart \| renders to something else each time: unstable\/templates\/all\.yaml makes something at random, such as a password, or of the time \| /,
      ),
    ]);
  });

  it('takes a chart that could ask for the time and does not', async () => {
    const source = chart('calm', configMap('{{ if .Values.x }}{{ now }}{{ else }}still{{ end }}'));
    expect(await rendered(source)).toContain('still');
  });

  it('has what Chart.lock names in charts/, and asks no repository', async () => {
    const dependency = 'name: db\n  version: 0.1.0\n  repository: https://charts.example.com\n';
    const files = {
      'Chart.yaml': chartYaml('locked', `dependencies:\n- ${dependency}`),
      'Chart.lock': `dependencies:\n- ${dependency}digest: sha256:0\ngenerated: "2026-01-01T00:00:00Z"\n`,
    };
    expect(refusals(await plan(chart('locked', configMap('a'), files)))).toEqual([
      expect.stringMatching(/missing in charts\/ directory: db/),
    ]);
    write({
      'db/Chart.yaml': chartYaml('db', ''),
      'db/templates/a.yaml': configMap('of-the-inner').replace('name: c', 'name: d'),
      'db/templates/NOTES.txt': 'Welcome to {{ .Release.Name }}',
    });
    const inner = join(api.root, 'locked/charts');
    const env = { PATH: process.env.PATH, HOME: home };
    execFileSync(toolPaths.helm(), ['package', join(api.root, 'db'), '-d', inner], { env });
    const text = await rendered({ chart: './locked' });
    expect(text).toContain('of-the-inner');
    expect(text).not.toContain('Welcome');
  });

  it('takes away a value of the chart with null', async () => {
    const source = {
      ...chart('nulls', configMap('is-{{ hasKey .Values "a" }}-{{ hasKey .Values.b "c" }}'), {
        'values.yaml': 'a: 1\nb: { c: 2, d: 3 }\n',
      }),
      values: { a: null, b: { c: null } },
    };
    expect(await rendered(source)).toContain('is-false-false');
  });

  it('says that nothing is kept', async () => {
    const kept = configMap('a').replace(
      '{ name: c }',
      '{ name: c, annotations: { "helm.sh/resource-policy": keep } }',
    );
    const { body } = await plan(chart('keeping', kept), false);
    expect(body.warnings).toContainEqual(
      expect.stringMatching(/resource-policy\) is removed .*: keeping\/templates\/all\.yaml$/),
    );
  });

  it('is short where templates call each other without end', async () => {
    const [said] = refusals(
      await plan(
        chart('endless', '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}'),
      ),
    );
    expect(said).toMatch(/^\.chart \| helm says: /);
    expect(said.length).toBeLessThan(1000);
  });

  it('refuses what is no application, by name', async () => {
    const definition = configMap('a')
      .replace('v1', 'apiextensions.k8s.io/v1')
      .replace('ConfigMap', 'CustomResourceDefinition');
    expect(refusals(await plan(chart('defining', definition)))[0]).toMatch(
      /defining\/templates\/all\.yaml, CustomResourceDefinition c: .*concerns the whole cluster/,
    );
    const balanced =
      'apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n';
    expect(refusals(await plan(chart('balanced', balanced), false))).toEqual([
      expect.stringMatching(
        /Service s: spec\.type: a Service of type LoadBalancer .* \| ClusterIP, which a network reaches/,
      ),
    ]);
    const library = { 'Chart.yaml': chartYaml('library', 'type: library\n') };
    expect(refusals(await plan(chart('library', configMap('a'), library)))[0]).toMatch(
      /helm says: library charts are not installable/,
    );
    const elsewhere = configMap('a').replace('name: c', 'name: c, namespace: kube-system');
    expect(refusals(await plan(chart('elsewhere', elsewhere)))[0]).toMatch(
      /ConfigMap c: is in namespace 'kube-system', and not in that of the application/,
    );
  });
});
