import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Application,
  NetworkDocument,
  Rollout,
} from '@interconnect/backstage-plugin-interconnect-common';
import { root } from '@interconnect/lab/stack';
import { call, networkPath, putNetwork, removeNetworks, rollOut, waitForRollout } from '../api';
import { differenceOf } from '../difference';
import { hubOf } from '../documents';
import { kubectl } from '../kubectl';
import { manifestsOf, Portal } from '../portal';

const network = 'cases';
const names = ['duplicate-env', 'update-on-delete', 'job-with-new-image'];
const stepOf = ({ steps }: Rollout, application: string) =>
  steps.find(({ id }) => id === `deployApplication:${application}@cluster-1`);

/**
 * Inputs that people had trouble with and that run, with their own documents and manifests. Those
 * that do not run are among what waits.
 */
export function caseScenarios(portal: () => Portal) {
  describe('cases that run', () => {
    const folder = () => join(manifestsOf(portal().settings), 'cases');
    let before: Record<string, string[]>;
    let document: NetworkDocument;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      cpSync(join(root, 'test/src/cases'), folder(), { recursive: true });
      const applications = names.flatMap(name => {
        const text = readFileSync(join(folder(), name, 'network.json'), 'utf8');
        return JSON.parse(text).applications.map((application: Application) => ({
          ...application,
          source: { kind: 'manifests', url: `./cases/${name}/server.yaml` },
        }));
      });
      document = { type: 'application-mesh', hub: hubOf(portal().lab, 10, 20), applications };
    });
    afterAll(async () => {
      rmSync(folder(), { recursive: true, force: true });
      await removeNetworks(portal());
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    const change = (name: string, to: (text: string) => string) => {
      const file = join(folder(), name, 'server.yaml');
      writeFileSync(file, to(readFileSync(file, 'utf8')));
    };
    const next = (name: string) =>
      change(name, () => readFileSync(join(folder(), name, 'next.yaml'), 'utf8'));
    const plan = () => call(portal(), 'POST', `${networkPath(network)}/plan`, document);
    const read = (...args: string[]) => kubectl(portal().lab, 'cluster-1', ...args);
    const uidOfJob = () =>
      read('-n', 'edge-shop-migrate', 'get', 'job', 'migrate', '-o', 'jsonpath={.metadata.uid}');

    it('an environment variable twice is taken when the object is made', async () => {
      const done = await rollOut(portal(), network, document);
      expect(stepOf(done, 'worker')?.message).toMatch(/^1 workload ready, exposes worker:8080/);
      expect(stepOf(done, 'vault')?.message).toMatch(/^1 workload ready, exposes vault:8200$/);
      expect(stepOf(done, 'migrate')?.message).toBe('1 workload ready');
    });

    it('a Job with another image is replaced, and pods of OnDelete stay, as it is said', async () => {
      next('update-on-delete');
      next('job-with-new-image');
      const { status, body } = await plan();
      expect([status, body.warnings]).toEqual([
        200,
        expect.arrayContaining([
          'migrate on cluster-1: Job edge-shop-migrate/migrate cannot be changed, so it is removed and runs anew',
        ]),
      ]);
      const first = await uidOfJob();
      const done = await rollOut(portal(), network, document);
      expect(stepOf(done, 'worker')).toBeUndefined();
      expect(stepOf(done, 'migrate')?.message).toBe(
        '1 workload ready, replaced Job edge-shop-migrate/migrate',
      );
      expect(await uidOfJob()).not.toBe(first);
      expect(stepOf(done, 'vault')?.message).toMatch(
        /StatefulSet edge-shop-vault\/vault: 1 pod keeps the old version until deleted \(updateStrategy OnDelete\)$/,
      );
      const image = 'jsonpath={.items[*].spec.containers[0].image}';
      expect(await read('-n', 'edge-shop-vault', 'get', 'pods', '-o', image)).toMatch(
        /vault:1\.0$/,
      );
    });

    it('an environment variable twice is refused when the object changes, at once', async () => {
      change('duplicate-env', text => text.replace('worker:1', 'worker:2'));
      const why = /duplicate entries for key \[name="…"\]$/;
      const { status, body } = await plan();
      expect([status, body.error.fields]).toEqual([
        400,
        [{ field: 'applications[0].source.url', message: expect.stringMatching(why) }],
      ]);
      const { id } = (await putNetwork(portal(), network, document)).rollout!;
      const blocked = await waitForRollout(portal(), network, id, one => one.state === 'Blocked');
      expect(stepOf(blocked, 'worker')).toMatchObject({
        state: 'Failed',
        attempt: 1,
        error: expect.stringMatching(why),
      });
    });
  });
}
