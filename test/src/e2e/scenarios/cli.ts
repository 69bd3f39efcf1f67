import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Network, NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { demoToken } from '@interconnect/lab/stack';
import { parse, stringify } from 'yaml';
import { call, getNetwork, project } from '../api';
import { differenceOf } from '../difference';
import { loadBalancerOf } from '../documents';
import { installCli, InstalledCli, RunOptions } from '../../cli/installedCli';
import { githubPipeline, gitlabPipeline, Occasion, runJob } from '../../pipelines/pipelines';
import { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'typed';
const full = `${project}/${name}`;

/** The command line, as it is installed, against the product: what docs/cli.md says. */
export function cliScenarios(portal: () => Portal) {
  describe('the command line, installed from its package', () => {
    let cli: InstalledCli;
    let before: Record<string, string[]>;
    const run = (args: string[], options?: RunOptions) => cli.run(args, options);
    const pipelines = [githubPipeline(), gitlabPipeline()];
    const jobs = (occasion: Occasion) =>
      Promise.all(
        pipelines.map(pipeline =>
          runJob(pipeline, occasion, {
            path: cli.path,
            network: join(cli.folder, 'network.yaml'),
            variables: {
              INTERCONNECT_URL: `http://127.0.0.1:${portal().settings.backendPort}`,
              INTERCONNECT_TOKEN: portal().token,
            },
          }),
        ),
      );
    const json = async (args: string[]) => JSON.parse((await run([...args, '-o', 'json'])).out);

    function write(...spokes: string[]) {
      const spec: NetworkDocument = {
        type: 'application-mesh',
        hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(portal().lab) },
        spokes: spokes.map(cluster => ({ cluster })),
      };
      const text = stringify({ project, name, spec });
      writeFileSync(join(cli.folder, 'network.yaml'), text);
      return text;
    }

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      const { dir, backendPort } = portal().settings;
      cli = await installCli(join(dir, 'cli'), {
        INTERCONNECT_URL: `http://127.0.0.1:${backendPort}`,
        INTERCONNECT_TOKEN: portal().token,
      });
      write('cluster-2');
    });

    it('plans a file and changes nothing', async () => {
      const { code, out } = await run(['plan', '-f', 'network.yaml']);
      expect([code, out]).toEqual([0, expect.stringMatching(/^apply +linkSpoke@cluster-2 /m)]);
      expect((await getNetwork(portal(), name)).status).toBe(404);
      const { digest } = await json(['plan', '-f', 'network.yaml']);
      const other = 'f'.repeat(digest.length);
      const refused = await run(['apply', '-f', 'network.yaml', '--plan', other]);
      expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining('plan') });
    });

    it('names line and field of what is refused', async () => {
      const text = write('cluster-2', 'cluster-9');
      const line = text.split('\n').findIndex(one => one.includes('cluster-9')) + 1;
      const { code, notes } = await run(['apply', '-f', 'network.yaml']);
      expect(code).toBe(2);
      expect(notes).toMatch(
        new RegExp(`^network.yaml:${line}: spokes\\[1\\].cluster: .*cluster-9.*accepted: `),
      );
    });

    it('leaves a rollout running with Ctrl-C; the same file again follows it to its end', async () => {
      write('cluster-2');
      const { code, out } = await run(['apply', '-f', 'network.yaml']);
      expect([code, out]).toEqual([0, expect.stringMatching(`^${full}: created, rollout \\S+\n$`)]);
      const broken = await run(['rollout', 'watch', full], { until: /Running/ });
      expect([broken.code, broken.notes]).toEqual([
        130,
        expect.stringMatching(/Rollout (\S+) goes on: interconnect rollout watch \S+ \1\n$/),
      ]);
      const followed = await run(['apply', '-f', 'network.yaml', '--wait']);
      expect(followed.notes).toMatch(/^ {2}linkSpoke@cluster-2: Succeeded/m);
      expect([followed.code, followed.out]).toEqual([
        0,
        expect.stringMatching(`^${full}: under way, rollout \\S+, Succeeded\n$`),
      ]);
    });

    it('changes nothing when the same file comes again', async () => {
      const again = await run(['apply', '-f', 'network.yaml', '--wait']);
      expect(again).toEqual({ code: 0, out: `${full}: unchanged\n`, notes: '' });
      const watched = await run(['rollout', 'watch', full]);
      expect([watched.code, watched.out]).toEqual([
        0,
        expect.stringMatching(/^Rollout \S+ \(create\): Succeeded\n/),
      ]);
      expect(await json(['rollout', 'list', full])).toMatchObject([
        { operation: 'create', state: 'Succeeded' },
      ]);
    });

    it('shows it; what it prints can be applied', async () => {
      expect((await run(['get'])).out).toMatch(new RegExp(`^${full} +\\w+ +cluster-1 +1 `, 'm'));
      const { out } = await run(['get', full, '-o', 'yaml']);
      const printed: Network = parse(out);
      expect(printed).toMatchObject({
        project,
        name,
        spec: { spokes: [{ cluster: 'cluster-2' }] },
      });
      const back = await run(['apply', '-f', '-'], { input: out });
      expect(back).toMatchObject({ code: 0, out: `${full}: unchanged\n` });
    });

    it('does the same in the pipelines of the examples', async () => {
      for (const { passed, log } of await jobs('plan')) {
        expect([passed, log]).toEqual([true, expect.stringContaining('Nothing to do')]);
      }
      for (const { passed, log } of await jobs('apply')) {
        expect([passed, log]).toEqual([true, expect.stringContaining(`${full}: unchanged`)]);
      }
      write('cluster-2', 'cluster-9');
      for (const { passed, log } of await jobs('plan')) {
        expect([passed, log]).toEqual([false, expect.stringMatching(/spokes\[1\].cluster: /)]);
      }
    });

    it('finds nothing wrong with it, once it was looked at', async () => {
      await waitFor(async () => (await run(['diagnose', full])).code === 0);
      const { out } = await run(['diagnose', name, '-p', project]);
      expect(out).toMatch(/^edge-shop\/typed: Ready, observed \d+ s ago\n\nNothing is wrong\n/);
    });

    it('ends with 3 where a person is waited for, who can decide with it', async () => {
      write('cluster-2', 'cluster-production');
      const { code, out } = await run(['apply', '-f', 'network.yaml', '--wait']);
      expect([code, out]).toEqual([3, expect.stringContaining('AwaitingApproval')]);
      for (const { passed, log } of await jobs('apply')) {
        expect([passed, log]).toEqual([true, expect.stringContaining('AwaitingApproval')]);
      }
      const seen = await run(['diagnose', full]);
      expect([seen.code, seen.out]).toEqual([
        3,
        expect.stringContaining('environment: production'),
      ]);

      const { planDigest } = await json(['rollout', 'get', full]);
      const own = await run(['rollout', 'approve', full, '--plan', planDigest]);
      expect(own).toMatchObject({ code: 1, notes: expect.stringContaining('you asked for it') });
      const token = await demoToken(portal().settings.backendPort, 'platform-engineer');
      const reject = ['rollout', 'reject', full, '--reason', 'not today'];
      expect((await run(reject, { env: { INTERCONNECT_TOKEN: token } })).code).toBe(0);
      const ended = await run(['rollout', 'watch', full]);
      expect([ended.code, ended.out]).toEqual([1, expect.stringContaining('Canceled')]);
    });

    it('deletes it, and leaves no trace on any cluster', async () => {
      expect((await run(['delete', full, '--dry-run'])).out).toMatch(/^remove +createNetwork@/m);
      const { code, out } = await run(['delete', full, '--wait']);
      expect([code, out]).toEqual([0, expect.stringMatching(/deleted, rollout .*, Succeeded\n$/)]);
      expect(await run(['get', full])).toMatchObject({ code: 1, out: '' });
      expect((await run(['delete', full, '--ignore-not-found'])).code).toBe(0);
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    it('keeps the history of what is gone, and knows none of what never was', async () => {
      const [newest] = await json(['rollout', 'list', full]);
      expect(newest).toMatchObject({ operation: 'delete', state: 'Succeeded' });
      for (const [args, unknown] of [
        [['rollout', 'list', `${project}/never`], 'never'],
        [['audit', 'export', 'nowhere'], 'nowhere'],
      ] as const) {
        const { code, out, notes } = await run([...args]);
        expect([code, out, notes]).toEqual([1, '', expect.stringContaining(unknown)]);
      }
    });

    it('exports the audit log and checks it without a server', async () => {
      await call(portal(), 'POST', `/projects/${project}/audit/heads`);
      expect((await run(['audit', 'export', project, '--to', 'log.jsonl'])).code).toBe(0);
      const key = join(portal().settings.dir, 'keys/stack.public.pem');
      const verify = ['audit', 'verify', 'log.jsonl', '--key', key];
      const offline = { env: { INTERCONNECT_URL: undefined, INTERCONNECT_TOKEN: undefined } };
      expect(await run(verify, offline)).toMatchObject({
        ...{ code: 0, out: expect.stringContaining('All that was signed is as it was then') },
      });
      const log = join(cli.folder, 'log.jsonl');
      writeFileSync(
        log,
        readFileSync(log, 'utf8').replace('user:default/guest', 'user:default/eve'),
      );
      const forged = await run(verify, offline);
      expect([forged.code, forged.out]).toEqual([1, expect.stringContaining('NOT VERIFIED')]);
    });

    it('says that the portal does not know a token, without the token', async () => {
      const env = { INTERCONNECT_TOKEN: 'one-of-another-portal' };
      const { code, notes } = await run(['get', full], { env });
      expect([code, notes]).toEqual([1, expect.stringMatching(/^The server does not accept/)]);
      expect(notes).not.toContain('one-of-another-portal');
    });
  });
}
