import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { component, edgeShop, myBackend, system } from './__testUtils__/entities';
import { isInterconnectAvailable, projectOf } from './entityProject';
import { entityCard, entityContent, requestMenuItem } from './extensions';

const resource = { ...edgeShop, kind: 'Resource' };

describe('projectOf', () => {
  it.each([
    ['a System', edgeShop, 'edge-shop'],
    ['a System with capitals', system('Edge-Shop'), 'edge-shop'],
    ['a Component of a System', myBackend, 'edge-shop'],
    ['a Component without System', component('tool'), undefined],
    ['a Component of a System elsewhere', component('tool', 'system:other/x'), undefined],
    ['a System of another namespace', system('edge-shop', 'other'), undefined],
    ['a Resource', resource, undefined],
  ])('of %s; and what is shown on its page is the same', (_what, entity, project) => {
    expect(projectOf(entity)).toBe(project);
    expect(isInterconnectAvailable(entity)).toBe(project !== undefined);
    const { filterFunction } = EntityContentBlueprint.dataRefs;
    const filters = [
      createExtensionTester(entityContent).get(filterFunction),
      createExtensionTester(entityCard).get(filterFunction),
      createExtensionTester(requestMenuItem).get(filterFunction),
    ];
    expect(filters.map(isShown => isShown?.(entity))).toEqual(Array(3).fill(project !== undefined));
  });

  it('is read from spec where there are no relations', () => {
    const { relations: _relations, ...bare } = myBackend;
    const of = (ref: string) => projectOf({ ...bare, spec: { system: ref } });
    expect(of('edge-shop')).toBe('edge-shop');
    expect(of('other/edge-shop')).toBeUndefined();
  });
});
