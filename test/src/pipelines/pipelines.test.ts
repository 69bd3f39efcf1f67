import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  PlanPreview,
  Rollout,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { InstalledCli, installCli } from '../cli/installedCli';
import { network as made } from '../cli/servers';
import { root } from '../docs/pages';
import {
  errorsOfGithub,
  githubPipeline,
  gitlabPipeline,
  Job,
  Occasion,
  Pipeline,
  previewOfGitlab,
  runJob,
} from './pipelines';

jest.setTimeout(120_000);

const network = 'project: edge-shop\nname: shop\nspec:\n  type: application-mesh\n';
const path = '/api/interconnect/v1/projects/edge-shop/networks/shop';

type Answers = Record<string, [status: number, body: object]>;

describe('the schemas', () => {
  const source = ({ file }: Pipeline) => readFileSync(file, 'utf8');

  it('of GitHub takes the example, and no other key', () => {
    const text = source(githubPipeline());
    expect(errorsOfGithub(text)).toEqual([]);
    expect(errorsOfGithub(text.replace('runs-on:', 'run-on:'))).toContainEqual(
      expect.stringContaining('run-on'),
    );
  });

  it('of GitLab takes the example, and no other key', () => {
    const text = source(gitlabPipeline());
    expect(() => previewOfGitlab(text)).not.toThrow();
    expect(() => previewOfGitlab(text.replace('exit_codes:', 'exit_code:'))).toThrow(/exit_code/);
  });
});

describe.each<[string, () => Pipeline]>([
  ['GitHub', githubPipeline],
  ['GitLab', gitlabPipeline],
])('the lines for %s', (name, make) => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-pipelines-'));
  const file = join(folder, 'network.yaml');
  let answers: Answers;
  let server: Server;
  let cli: InstalledCli;
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = make();
    writeFileSync(file, network);
    server = createServer(({ method, url }, response) => {
      const [status, body] = answers[`${method} ${url}`] ?? [404, refused(404, 'is not there')];
      response.writeHead(status, { 'content-type': 'application/json', etag: '"1"' });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cli = await installCli(join(folder, 'home'), {});
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const refused = (statusCode: number, message: string) => ({
    ...{ error: { name: 'InputError', message }, response: { statusCode } },
  });
  const run = (occasion: Occasion, more: Answers): Promise<Job> => {
    answers = more;
    const { port } = server.address() as AddressInfo;
    const known: Record<string, string> = {
      INTERCONNECT_URL: `http://127.0.0.1:${port}`,
      INTERCONNECT_TOKEN: 'secret-token',
    };
    const variables = Object.fromEntries(pipeline.variables.map(one => [one, known[one]]));
    return runJob(pipeline, occasion, { path: cli.path, network: file, variables });
  };
  const applied = (state: RolloutState): Answers => ({
    [`PUT ${path}`]: [200, { ...made, rollout: { id: 'r1', state: 'Running' } }],
    [`GET ${path}/rollouts/r1`]: [200, { ...rollout, state }],
  });
  const rollout: Omit<Rollout, 'state'> = {
    ...{ id: 'r1', operation: 'create', generation: 1, planDigest: 'd1', steps: [] },
    ...{ requestedBy: 'user:default/anna', startedAt: '2026-11-29T09:58:00.000Z' },
    workflow: { namespace: 'default', workflowId: 'w', runId: 'r', url: '' },
  };
  const plan: PlanPreview = {
    ...{ operation: 'create', digest: 'd1', warnings: [], addresses: [] },
    steps: [
      {
        ...{ id: 'verify', kind: 'verify', action: 'apply', needs: [], digest: 'd2' },
        summary: 'looks whether it is true',
        input: {
          ...{ kind: 'verify', members: [{ cluster: 'cluster-1', role: 'hub' }] },
          network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
        },
      },
    ],
  };

  it('need the variables that the page has, and install what it names', () => {
    const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
    expect(pipeline.variables.sort()).toEqual(['INTERCONNECT_TOKEN', 'INTERCONNECT_URL']);
    for (const variable of pipeline.variables) expect(page).toContain(`\`${variable}\``);
    const [install] = /^npm .*install .*$/m.exec(page)!;
    for (const occasion of ['plan', 'apply'] as const) {
      expect(pipeline.script(occasion).lines).toContain(install);
    }
  });

  it('show a plan', async () => {
    const { passed, log, summary } = await run('plan', { [`POST ${path}/plan`]: [200, plan] });
    expect({ passed, log }).toEqual({ passed: true, log: expect.stringMatching(/apply +verify/) });
    const shown = expect.stringMatching(
      /^```\nedge-shop\/shop\n[^]*Plan d1 \(create, 1 steps\)\n```\n$/,
    );
    expect(summary).toEqual(name === 'GitHub' ? shown : '');
  });

  it('fail where the plan is refused', async () => {
    const { passed, code, log } = await run('plan', {
      [`POST ${path}/plan`]: [400, refused(400, 'spokes: is missing')],
    });
    expect({ passed, code }).toEqual({ passed: false, code: 2 });
    expect(log).toContain('spokes: is missing');
  });

  it.each<[RolloutState, boolean]>([
    ['Succeeded', true],
    ['AwaitingApproval', true],
    ['Blocked', true],
    ['Failed', false],
    ['RolledBack', false],
  ])('wait for a rollout that ends as %s', async (state, expected) => {
    const { passed, log } = await run('apply', applied(state));
    expect({ passed, log }).toEqual({
      ...{ passed: expected, log: expect.stringContaining(`created, rollout r1, ${state}`) },
    });
    expect(log).not.toContain('secret-token');
  });

  it('fail without their variables, and where the portal does not answer', async () => {
    const none = { path: cli.path, network: file, variables: {} };
    expect(await runJob(pipeline, 'apply', none)).toMatchObject({ passed: false, code: 2 });
    const gone = { INTERCONNECT_URL: 'http://127.0.0.1:1', INTERCONNECT_TOKEN: 'x' };
    expect(await runJob(pipeline, 'apply', { ...none, variables: gone })).toMatchObject({
      ...{ passed: false, code: 5 },
    });
  });
});
