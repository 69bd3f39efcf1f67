import { readFileSync } from 'node:fs';
import type { ClusterInfo } from '@interconnect/backstage-plugin-interconnect-common';
import { call, networkPath } from '../api';
import { hubOf } from '../documents';
import type { Portal } from '../portal';
import { waitFor } from '../waitFor';

const reasons: Record<string, RegExp> = {
  'cluster-unsigned':
    /^its user cannot sign in where this worker runs: the plugin sh ended with exit code 3$/,
  'cluster-without-program':
    /^its user signs in with the program 'no-such-program', which is not installed where this/,
};

/** Clusters to which the worker cannot sign in are seen wherever people look for clusters. */
export function unusableScenarios(portal: () => Portal) {
  describe('clusters to which nobody can sign in', () => {
    it.each(Object.entries(reasons))('%s is listed as not usable', async (name, reason) => {
      let cluster: ClusterInfo | undefined;
      await waitFor(async () => {
        const { body } = await call<ClusterInfo[]>(portal(), 'GET', '/clusters');
        cluster = body.find(one => one.name === name);
        return cluster?.unusable !== undefined;
      }, 90_000);
      expect(cluster?.unusable).toMatch(reason);
      expect(Date.now() - Date.parse(cluster?.unusableSeenAt ?? '')).toBeLessThan(120_000);
    });

    it('and the others are not', async () => {
      const { body } = await call<ClusterInfo[]>(portal(), 'GET', '/clusters');
      const unusable = body.filter(one => one.unusable !== undefined).map(({ name }) => name);
      expect(unusable.sort()).toEqual(Object.keys(reasons));
    });

    it.each(Object.keys(reasons))('%s is so in both logs', name => {
      for (const { logFile } of [portal().worker, portal().backend]) {
        const log = readFileSync(logFile, 'utf8');
        expect(log).toContain(`Cluster '${name}' is not usable: its user`);
        expect(log).not.toContain('printed-by-the-program');
      }
    });

    it('a plan that names one says why nothing can be asked there', async () => {
      const document = {
        type: 'application-mesh',
        hub: hubOf(portal().lab, 10, 20),
        spokes: [{ cluster: 'cluster-unsigned' }],
      };
      const { body } = await call(portal(), 'POST', `${networkPath('unsigned')}/plan`, document);
      expect(body.warnings).toContain(
        'cluster-unsigned: could not be checked: The credentials of cluster-unsigned cannot be obtained: ' +
          'the plugin sh ended with exit code 3',
      );
    });

    it('the catalog says it of their entities', async () => {
      const { settings, token } = portal();
      const base = `http://127.0.0.1:${settings.backendPort}/api/catalog/entities/by-name`;
      const described = async () => {
        const answer = await fetch(`${base}/resource/default/cluster-unsigned`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return answer.status === 200 ? (await answer.json()).metadata.description : '';
      };
      await waitFor(async () => /exit code 3/.test(await described()), 180_000);
      expect(await described()).toMatch(/not usable: .*the plugin sh ended with exit code 3$/);
    });
  });
}
