import { ConfigReader } from '@backstage/config';
import { readMirror } from './Mirror';

const clusters = ['cluster-1', 'cluster-2'].map(name => ({ name, labels: {}, source: 'test' }));
const read = (mirror?: object) =>
  readMirror(new ConfigReader({ interconnect: { ...(mirror && { mirror }) } }), () => clusters);

describe('readMirror', () => {
  it('makes none unless the configuration names a cluster', () => {
    expect(read()).toBeUndefined();
  });

  it('names what is wrong and what is accepted', () => {
    expect(() => read({ cluster: 'management' })).toThrow(
      "interconnect.mirror.cluster is 'management': the name of a configured cluster is accepted (cluster-1, cluster-2)",
    );
    expect(() => read({})).toThrow(/interconnect\.mirror\.cluster/);
    // What nobody has signed would not be shown, so the keys have to be there.
    expect(() => read({ cluster: 'cluster-1' })).toThrow(
      /interconnect\.signing\.trusted is missing/,
    );
  });
});
