import { applyStep } from './applied';
import { plan } from './plan';
import { shop, shopDocument } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { AppliedNetwork } from './types';

const without3 = () =>
  shop({
    spokes: [{ cluster: 'cluster-2' }],
    applications: shopDocument().applications!.map(application => ({
      ...application,
      clusters: application.clusters.filter(cluster => cluster !== 'cluster-3'),
    })),
  });

const onCluster3 = [
  'deployApplication:my-frontend@cluster-3',
  'deploySkupper@cluster-3',
  'linkSpoke@cluster-3',
  'publishServices@cluster-3',
];

describe('a cluster that is not configured any more', () => {
  const absent = ['cluster-3'];
  const applied: AppliedNetwork = standing(shop());
  applied['deployApplication:my-frontend@cluster-3'].workloads = ['Deployment my-frontend'];

  it('can be taken out of the network: no step is there, and what stays is told', () => {
    const change = plan(applied, without3(), { absent });
    expect(change.steps).toEqual([]);
    expect(change.left).toEqual([
      {
        cluster: 'cluster-3',
        objects: [
          'Deployment my-frontend in Namespace shop',
          'Namespace interconnect-shop with all that is in it',
          'Services of network shop in Namespace interconnect',
          'objects of application my-frontend in Namespace shop',
        ],
      },
    ]);
    expect(change.warnings).toEqual([
      expect.stringMatching(
        /^cluster-3 is not configured any more, .*Namespace interconnect-shop .*the next rollout removes it$/,
      ),
    ]);
  });

  it('does not keep the rest from going', () => {
    const deletion = plan(applied, undefined, { absent });
    const ids = deletion.steps.map(({ id }) => id);
    expect(ids.filter(id => id.endsWith('cluster-3'))).toEqual([]);
    expect(ids).toHaveLength(Object.keys(applied).length - onCluster3.length);
    deletion.steps.forEach(({ needs }) => expect(ids).toEqual(expect.arrayContaining(needs)));
    expect(deletion.left?.map(({ cluster }) => cluster)).toEqual(absent);
    const after = deletion.steps.reduce((now, step) => applyStep(now, step), applied);
    expect(Object.keys(after).sort()).toEqual(onCluster3);
  });

  it('is cleared by the next plan when it is back', () => {
    const back = plan(applied, without3());
    expect(back.steps.map(({ action, id }) => `${action} ${id}`)).toEqual([
      'remove deployApplication:my-frontend@cluster-3',
      'remove publishServices@cluster-3',
      'remove linkSpoke@cluster-3',
      'remove deploySkupper@cluster-3',
      'apply verify',
    ]);
    expect(back.left).toBeUndefined();
  });

  it('may be the hub: spokes are still cleared, and their links go', () => {
    const deletion = plan(applied, undefined, { absent: ['cluster-1'] });
    expect(deletion.steps.map(({ id }) => id).sort()).toEqual(
      Object.keys(applied)
        .filter(id => !id.endsWith('@cluster-1'))
        .sort(),
    );
    expect(deletion.left?.[0].objects).toEqual(
      expect.arrayContaining([
        'IPAddressPool and L2Advertisement of network shop',
        'Namespace interconnect-shop with all that is in it',
      ]),
    );
  });

  it('is left out on the way back as well', () => {
    const back = plan({}, shop(), { absent });
    expect(back.steps.map(({ id }) => id).filter(id => id.endsWith('cluster-3'))).toEqual([]);
    const hubless = plan({}, shop(), { absent: ['cluster-1'] });
    expect(hubless.steps.map(({ kind }) => kind)).not.toContain('linkSpoke');
  });
});
