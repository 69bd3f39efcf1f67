import { applyStep, startStep } from './applied';
import { plan } from './plan';
import { shop, shopDocument } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { AppliedNetwork, Plan } from './types';

const rotate = { operation: 'rotate' } as const;

function lines({ steps }: Plan): string[] {
  return steps.map(({ action, id, needs }) => `${action} ${id} <- ${needs.join(' ')}`.trim());
}

function done(applied: AppliedNetwork, { steps }: Plan, count = steps.length): AppliedNetwork {
  return steps.slice(0, count).reduce((now, step) => applyStep(now, step), applied);
}

describe('a rotation', () => {
  it('replaces the authority, then every certificate, and refuses the old ones last', () => {
    const rotation = plan(standing(shop()), shop(), rotate);
    expect(rotation.operation).toBe('rotate');
    expect(lines(rotation)).toEqual([
      'apply deploySkupper@cluster-1 <-',
      'apply linkSpoke@cluster-2 <- deploySkupper@cluster-1',
      'apply linkSpoke@cluster-3 <- deploySkupper@cluster-1',
      'apply retireAuthority@cluster-1 <- deploySkupper@cluster-1 linkSpoke@cluster-2 linkSpoke@cluster-3',
      'apply verify <- retireAuthority@cluster-1',
    ]);
    expect(rotation.steps.map(({ summary }) => summary)).toEqual([
      'cluster-1: Skupper as hub (new authority)',
      'cluster-2: link to hub cluster-1 (new authority)',
      'cluster-3: link to hub cluster-1 (new authority)',
      'cluster-1: refuse certificates of the former authority',
      'check that all 3 members are ready',
    ]);
  });

  it('leaves the authority for TLS with applications, and what it has signed', () => {
    const [server, client] = shopDocument().applications!;
    const secured = shop({ applications: [{ ...server, tls: 'router' }, client] });
    expect(lines(plan(done({}, plan({}, secured)), secured, rotate))).toEqual(
      lines(plan(standing(shop()), shop(), rotate)),
    );
  });

  it('stays done, and can be done again', () => {
    const first = done(standing(shop()), plan(standing(shop()), shop(), rotate));
    expect(plan(first, shop()).steps).toEqual([]);
    const added = { spokes: [...shopDocument().spokes!, { cluster: 'cluster-4' }] };
    const link = plan(first, shop(added)).steps.find(({ id }) => id === 'linkSpoke@cluster-4');
    expect(link?.input).toMatchObject({ authority: 1 });

    const second = plan(first, shop(), rotate);
    expect(second.steps.map(({ input }) => 'authority' in input && input.authority)).toEqual([
      2,
      2,
      2,
      2,
      false,
    ]);
  });

  it('that was broken off is finished by the next change, with the same authority', () => {
    const rotation = plan(standing(shop()), shop(), rotate);
    const begun = startStep(standing(shop()), rotation.steps[0]);
    expect(lines(plan(begun, shop()))).toEqual(lines(rotation));
    expect(plan(begun, shop()).steps[0].input).toEqual(rotation.steps[0].input);

    const half = done(standing(shop()), rotation, 2);
    expect(plan(half, shop()).steps.map(({ id }) => id)).toEqual([
      'linkSpoke@cluster-3',
      'retireAuthority@cluster-1',
      'verify',
    ]);
  });

  it('goes with the network', () => {
    const rotated = done(standing(shop()), plan(standing(shop()), shop(), rotate));
    const deletion = plan(rotated, undefined);
    expect(done(rotated, deletion)).toEqual({});
    expect(plan({}, shop()).steps[2].input).not.toHaveProperty('authority');
  });

  it('is advised when a spoke goes, and not when all goes', () => {
    const spokes = [{ cluster: 'cluster-2' }];
    const applications = [shopDocument().applications![0]];
    const removal = plan(standing(shop()), shop({ spokes, applications }));
    expect(removal.warnings).toEqual([
      expect.stringMatching(/^Removing cluster-3 revokes nothing/),
    ]);
    expect(plan(standing(shop()), undefined).warnings).toEqual([]);
    expect(
      plan(standing(shop()), shop({ hub: undefined, spokes: [], applications: [] })).warnings,
    ).toEqual([]);
  });
});
