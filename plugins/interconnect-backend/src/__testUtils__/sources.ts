import type { JsonObject } from '@backstage/types';
import { captureLog } from './captureLog';
import { FakeTemporal } from './FakeTemporal';
import { fieldsOf, networks, seed, shop } from './rest';
import { Answer, Api, startApi } from './startApi';

/** Stands in every file and answer that must not come back. */
export const marker = 'marker7f3a9';

/** A manifest that is accepted. */
export const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 8080 }] }
`;

/** An API that is asked for networks whose application has a source of manifests. */
export interface SourcesApi extends Pick<Api, 'root' | 'stop'> {
  plan(source: object): Promise<Answer>;
  /**
   * Refused by plan and PUT alike, with nothing of what was read in the answer, the audit or the
   * log.
   */
  refused(source: object): Promise<Answer>;
}

/** @param reading - of `backend` */
export async function startSourcesApi(reading?: JsonObject): Promise<SourcesApi> {
  const log = captureLog();
  const api = await startApi({
    temporal: () => new FakeTemporal(),
    features: [log.feature],
    reading,
  });
  const path = `${networks}/shop`;
  const { status } = await api.call('put', path, seed);
  if (status !== 200) throw new Error(`the network was not made: ${status}`);
  const plan = (source: object) => api.call('post', `${path}/plan`, documentOf(source));
  return {
    root: api.root,
    stop: api.stop,
    plan,
    async refused(source) {
      const planned = await plan(source);
      const put = await api.call('put', path, documentOf(source));
      expect([planned.status, put.status]).toEqual([400, 400]);
      expect(planned.body.error.message).toBe(put.body.error.message);
      expect(fieldsOf(put)).toEqual(expect.arrayContaining([expect.stringMatching(/source/)]));
      const audit = await api.call('get', `${path}/audit?limit=500`);
      expect(audit.body).toContainEqual(
        expect.objectContaining({ outcome: 'refused', message: put.body.error.message }),
      );
      for (const said of [planned.body, put.body, audit.body]) {
        expect(JSON.stringify(said)).not.toContain(marker);
      }
      expect(log.text()).toContain('edge-shop');
      expect(log.text()).not.toContain(marker);
      expect((await api.call('get', path)).body).toMatchObject({ generation: 1, spec: seed });
      return put;
    },
  };
}

function documentOf(source: object): object {
  const application = { name: 'web', clusters: ['cluster-1'], namespace: 'web' };
  return {
    ...shop,
    applications: [{ ...application, source: { kind: 'manifests', ...source } }],
  };
}
