import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { interconnectConditions } from '@interconnect/backstage-plugin-interconnect-node';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const eu = { region: 'eu' };
const path = `${networks}/shop`;
const labelled = (names: string[], labels: object = eu) => names.map(name => ({ name, labels }));
const chosen = (selector: object = eu) => ({ ...shop, spokes: [{ selector }] });

describe('spokes with a selector', () => {
  const permissions = mockServices.permissions.mock();
  let api: Api;
  let temporal: FakeTemporal;

  async function begin(clusters: object[], more: object = {}) {
    temporal = new FakeTemporal();
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    const features = [
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
    ];
    api = await startApi({ temporal: () => temporal, features, config: { clusters, ...more } });
  }
  afterEach(() => api.stop());

  const plan = (document: object) => api.call('post', `${path}/plan`, document);
  const membersOf = async () =>
    (await api.call('get', path)).body.status.members.map(
      ({ cluster }: { cluster: string }) => cluster,
    );

  it('are the clusters with the labels, and never the hub; the document stays as it is', async () => {
    await begin(labelled(['cluster-1', 'cluster-2', 'cluster-4']));
    const preview = await plan(chosen());
    expect(preview.body.selectors).toEqual([
      { selector: eu, clusters: ['cluster-2', 'cluster-4'] },
    ]);
    await rollOut(api, temporal, 'shop', chosen());
    const { body } = await api.call('get', path);
    expect(body.spec.spokes).toEqual([{ selector: eu }]);
    expect(body.selectors).toEqual(preview.body.selectors);
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2', 'cluster-4']);
  });

  it('are one member when they are named and chosen', async () => {
    await begin(labelled(['cluster-2', 'cluster-3']));
    const spokes = [{ selector: eu }, { cluster: 'cluster-2' }, { selector: eu }];
    const { body } = await plan({ ...shop, spokes });
    const links = body.steps.filter(({ kind }: { kind: string }) => kind === 'linkSpoke');
    expect(links.map(({ cluster }: { cluster: string }) => cluster).sort()).toEqual([
      'cluster-2',
      'cluster-3',
    ]);
  });

  it('are refused where nothing is chosen, and say which labels there are', async () => {
    await begin(labelled(['cluster-2']));
    const { status, body } = await plan(chosen({ region: 'ue' }));
    expect(status).toBe(400);
    expect(body.error.fields).toEqual([
      {
        field: 'spokes[0].selector',
        message: 'no cluster that the project may use as a spoke has region: ue',
        accepted: 'labels of such clusters: region: eu',
      },
    ]);
  });

  it('are never clusters of other projects, and nothing is told of these', async () => {
    const foreign = { name: 'cluster-4', projects: ['warehouse'], labels: { region: 'secret' } };
    await begin([
      ...labelled(['cluster-2']),
      { ...foreign, name: 'cluster-3', labels: eu },
      foreign,
    ]);
    const { body } = await plan(chosen());
    expect(body.selectors[0].clusters).toEqual(['cluster-2']);
    const refused = await plan(chosen({ region: 'secret' }));
    expect(refused.status).toBe(400);
    expect(refused.body.error.fields[0].accepted).toBe('labels of such clusters: region: eu');
  });

  it('count as members, and applications run on chosen ones only', async () => {
    const most = { projects: [{ project: '*', quotas: { members: 2 } }] };
    await begin(labelled(['cluster-2', 'cluster-3']), { tenancy: most });
    expect(fieldsOf(await plan(chosen()))).toEqual(['spokes']);
    const source = { kind: 'existing', services: ['web'] };
    const web = { name: 'web', clusters: ['cluster-4'], namespace: 'edge-shop', source };
    expect(fieldsOf(await plan({ ...chosen(), applications: [web] }))).toContain(
      'applications[0].clusters[0]',
    );
  });

  it('need the approval that they would need by name', async () => {
    const approval = { clusterLabels: eu, approvers: ['group:default/platform-team'] };
    await begin(labelled(['cluster-2']), { approval });
    expect((await plan(chosen())).body.approval.reasons).toEqual([
      'cluster-2 has the label region: eu',
    ]);
    const put = await api.call('put', path, chosen());
    expect(put.body.rollout.state).toBe('AwaitingApproval');
  });

  it('are judged by the permission policy as if they were named', async () => {
    await begin(labelled(['cluster-2', 'cluster-3']));
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'interconnect',
        resourceType: permission.name.includes('network') ? 'interconnect-network' : '',
        conditions: { not: interconnectConditions.hasMemberCluster({ cluster: 'cluster-3' }) },
      })),
    );
    const refused = await plan(chosen());
    expect([refused.status, refused.body.error.name]).toEqual([403, 'NotAllowedError']);
    expect((await plan({ ...shop, spokes: [{ cluster: 'cluster-2' }] })).status).toBe(200);
  });

  it('do not change by themselves: only who puts the document again has others', async () => {
    const clusters = [...labelled(['cluster-2']), { name: 'cluster-3', labels: {} }];
    await begin(clusters);
    await rollOut(api, temporal, 'shop', chosen());
    const shown = await plan(chosen());
    expect(shown.body.steps).toEqual([]);
    clusters[1].labels = eu;
    const { body } = await api.call('get', path);
    expect(body.selectors).toEqual([
      { selector: eu, clusters: ['cluster-2'], joining: ['cluster-3'] },
    ]);
    const repair = await api.call('get', `${path}/repair-plan`);
    expect(JSON.stringify(repair.body)).not.toContain('cluster-3');

    const digest = { 'interconnect-plan-digest': shown.body.digest, 'if-match': '*' };
    const changed = await api.call('put', path, chosen(), digest);
    expect([changed.status, changed.body.error.name]).toEqual([412, 'PlanChangedError']);
    expect(changed.body.error.message).toContain(
      'what its selectors choose or a manifest has changed since: look at the plan again ' +
        '(now region: eu chooses cluster-2, cluster-3)',
    );
    expect((await api.call('put', path, chosen())).status).toBe(428);
    expect((await api.call('put', path, chosen(), { 'if-match': '*' })).status).toBe(200);
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2', 'cluster-3']);
  });
});
