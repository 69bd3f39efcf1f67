import { fieldKeys } from '@interconnect/backstage-plugin-interconnect-common';
import { JsonObject } from './json';
import { appendAt, removeAt, setAt, valueAt } from './paths';

describe('paths', () => {
  const document: JsonObject = {
    type: 'application-mesh',
    namespace: 'interconnect',
    hub: { cluster: 'a', future: 1, loadBalancer: { addresses: ['10.0.0.0/8'] } },
    spokes: [{ cluster: 'b', weight: 3 }, { cluster: 'c' }],
  };

  it('reads fields as errors name them', () => {
    expect(fieldKeys('applications[10].source.services[0]')).toEqual([
      'applications',
      10,
      'source',
      'services',
      0,
    ]);
    expect(valueAt(document, 'spokes[0].weight')).toBe(3);
    expect(valueAt(document, '')).toBe(document);
    expect(valueAt(document, 'hub[0]')).toBeUndefined();
    expect(valueAt(document, 'spokes.length')).toBeUndefined();
    expect(valueAt(document, 'toString')).toBeUndefined();
  });

  it('changes a field and keeps everything beside it, in its order', () => {
    const changed = setAt(document, 'hub.cluster', 'z');
    expect(changed).toEqual({
      ...document,
      hub: { cluster: 'z', future: 1, loadBalancer: { addresses: ['10.0.0.0/8'] } },
    });
    expect(Object.keys(changed)).toEqual(Object.keys(document));
    expect(valueAt(setAt(document, 'spokes[0].cluster', 'x'), 'spokes[0].weight')).toBe(3);
    expect(document.hub).toHaveProperty('cluster', 'a');
  });

  it('makes what is on the way, and takes away what becomes empty', () => {
    const list = 'hub.loadBalancer.addresses';
    const one = appendAt({}, list, '');
    expect(one).toEqual({ hub: { loadBalancer: { addresses: [''] } } });
    expect(setAt(one, `${list}[0]`, '10.0.0.0/8')).toHaveProperty(list, ['10.0.0.0/8']);
    expect(setAt(document, `${list}[0]`, '')).toHaveProperty(list, ['']);
    expect(removeAt(one, `${list}[0]`)).toEqual({});
    expect(removeAt(document, `${list}[0]`).hub).toEqual({ cluster: 'a', future: 1 });
    expect(setAt({ description: 'x' }, 'description', '')).toEqual({});
    expect(setAt({}, 'expose', false)).toEqual({ expose: false });
  });

  it('removes one of a list', () => {
    expect(removeAt(document, 'spokes[0]').spokes).toEqual([{ cluster: 'c' }]);
    expect(removeAt(document, 'nothing[0]')).toBe(document);
  });
});
