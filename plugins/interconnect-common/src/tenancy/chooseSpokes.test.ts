import { ClusterInfo } from '../cluster/types';
import { NetworkDocument } from '../document/schema';
import { DocumentError } from '../document/errors';
import { parseNetworkDocument } from '../document/parse';
import { chooseSpokes, chosenSelectors, networkSelectors, writtenField } from './chooseSpokes';
import { defaultRules, limitsOf } from './limitsOf';

const limits = limitsOf(defaultRules, 'edge-shop');
const eu = { region: 'eu' };
const cluster = (name: string, labels = {}, more = {}): ClusterInfo => ({ name, labels, ...more });
const clusters = [
  cluster('b', { ...eu, tier: 'store' }),
  cluster('a', eu),
  cluster('c', { region: 'us' }),
  cluster('hub', eu),
  cluster('theirs', eu, { projects: ['warehouse'] }),
  cluster('broken', eu, { unusable: 'nobody can sign in there' }),
];
const network = (spokes: NetworkDocument['spokes'], more = {}): NetworkDocument => ({
  type: 'application-mesh',
  hub: { cluster: 'hub' },
  spokes,
  ...more,
});
const namesOf = (document: NetworkDocument, among = clusters) =>
  chooseSpokes(limits, document, among).document.spokes?.map(({ cluster: name }) => name);

describe('chooseSpokes', () => {
  it.each([
    [[{ selector: eu }], ['a', 'b']],
    [[{ selector: { ...eu, tier: 'store' } }], ['b']],
    [
      [{ cluster: 'c' }, { selector: eu }],
      ['c', 'a', 'b'],
    ],
    [
      [{ selector: eu }, { cluster: 'a' }, { selector: { region: 'us' } }],
      ['a', 'b', 'c'],
    ],
  ])('chooses for %j the clusters %j', (spokes, names) => {
    const { errors } = chooseSpokes(limits, network(spokes), clusters);
    expect([errors, namesOf(network(spokes))]).toEqual([[], names]);
  });

  it('leaves a document without selectors as it is', () => {
    for (const document of [network([{ cluster: 'x' }]), network(undefined)]) {
      expect(chooseSpokes(limits, document, clusters)).toEqual({ document, errors: [] });
    }
  });

  it('does not depend on the order of the clusters', () => {
    const document = network([{ selector: eu }]);
    expect(namesOf(document, [...clusters].reverse())).toEqual(namesOf(document));
  });

  it('takes no inherited property for a label', () => {
    const { errors } = chooseSpokes(
      limits,
      network([{ selector: { constructor: 'x' } }]),
      clusters,
    );
    expect(errors.map(({ field }) => field)).toEqual(['spokes[0].selector']);
  });

  it('keeps what a selector without follow chose before', () => {
    const written = network([{ selector: eu }, { selector: { region: 'us' }, follow: true }]);
    const { selection } = chooseSpokes(limits, written, clusters);
    const later = [...clusters, cluster('d', eu), cluster('e', { region: 'us' })];
    const { document } = chooseSpokes(limits, written, later, selection);
    expect(document.spokes?.map(spoke => spoke.cluster)).toEqual(['a', 'b', 'c', 'e']);
  });

  it('tells what would be chosen otherwise by now', () => {
    const { document, selection } = chooseSpokes(limits, network([{ selector: eu }]), clusters);
    const later = [...clusters.filter(({ name }) => name !== 'a'), cluster('d', eu)];
    expect(networkSelectors(limits, { document, selection }, clusters)).toEqual(
      chosenSelectors(selection),
    );
    expect(networkSelectors(limits, { document, selection }, later)).toEqual([
      { selector: eu, clusters: ['a', 'b'], joining: ['d'], leaving: ['a'] },
    ]);
  });

  it('leads from a chosen cluster to its selector, and from a named one to its own place', () => {
    const { selection } = chooseSpokes(
      limits,
      network([{ selector: eu }, { cluster: 'c' }]),
      clusters,
    );
    expect(writtenField('spokes[1].cluster', selection)).toBe('spokes[0].selector');
    expect(writtenField('spokes[2].cluster', selection)).toBe('spokes[1].cluster');
    expect(writtenField('spokes', selection)).toBe('spokes');
    expect(writtenField('spokes[1].cluster', undefined)).toBe('spokes[1].cluster');
  });
});

describe('a selector that is wrong', () => {
  it.each([
    [{}, 'spokes[0].cluster', 'is missing'],
    [{ cluster: 'a', selector: eu }, 'spokes[0].selector', "is there beside cluster 'a'"],
    [{ selector: {} }, 'spokes[0].selector', 'is empty'],
    [{ selector: 'region=eu' }, 'spokes[0].selector', 'is a text of 9 characters'],
    [{ selector: { region: 1 } }, 'spokes[0].selector.region', 'is the number 1'],
    [{ cluster: 'a', follow: true }, 'spokes[0].follow', 'is there without a selector'],
  ])('%j is refused once, at %s', (spoke, field, message) => {
    const body = { type: 'application-mesh', hub: { cluster: 'hub' }, spokes: [spoke] };
    const errors = errorsOf(body);
    expect(errors).toEqual([{ field, message, accepted: expect.any(String) }]);
    expect(errors[0].accepted).not.toBe('');
  });
});

function errorsOf(body: object) {
  try {
    parseNetworkDocument(body);
    return [];
  } catch (error) {
    return (error as DocumentError).fields;
  }
}
