import { draftKey, draftOf, readDraft } from './draft';
import { openedState } from './openedState';
import { initialState, newContent, RequestAction, requestReducer } from './requestState';
import { readyNetwork } from '../../../../dev/answers';

const start = initialState(newContent('edge-shop', 'shop'));

function after(actions: RequestAction[], state = start) {
  return actions.reduce(requestReducer, state);
}

describe('requestReducer', () => {
  it('writes the document, field by field', () => {
    const { document, changed } = after([
      { type: 'set', field: 'hub.cluster', value: 'cluster-1' },
      { type: 'set', field: 'spokes', value: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }] },
      { type: 'appended', list: 'applications', item: { name: 'web' } },
      { type: 'set', field: 'applications[0].expose', value: true },
      { type: 'removed', field: 'spokes[0]' },
    ]);
    expect(changed).toBe(true);
    expect(document).toEqual({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: [{ cluster: 'cluster-3' }],
      applications: [{ name: 'web', expose: true }],
    });
  });

  it('stops at the first error, in the order of the form', () => {
    const state = after([
      { type: 'set', field: 'hub.cluster', value: 'cluster-1' },
      {
        type: 'stopped',
        errors: [
          { field: 'applications', message: 'x' },
          { field: 'hub.cluster', message: 'y' },
        ],
      },
    ]);
    expect(state.step).toBe('members');
    expect(state.tried).toEqual(['members', 'applications']);
    expect(state.focus).toEqual({ place: 'hub.cluster', turn: 1 });
  });

  it('keeps what the server refused until its field changes', () => {
    const refused = after([
      { type: 'set', field: 'spokes', value: [{ cluster: 'b' }] },
      {
        type: 'refused',
        errors: [
          { field: 'spokes[0].cluster', message: 'x' },
          { field: 'namespace', message: 'y' },
        ],
      },
    ]);
    expect(after([{ type: 'named', name: 'other' }], refused).refused).toHaveLength(2);
    expect(after([{ type: 'removed', field: 'spokes[0]' }], refused).refused).toEqual([
      { field: 'namespace', message: 'y' },
    ]);
    const unplaced = after(
      [{ type: 'refused', errors: [{ field: 'namespace', message: 'y' }] }],
      refused,
    );
    expect(unplaced.focus?.place).toBe('summary');
  });

  it('takes the text over, with what the form does not know', () => {
    const text = 'type: application-mesh\nnamespace: interconnect\nhub: { cluster: a, later: 1 }\n';
    const state = after([
      { type: 'textOpened', format: 'yaml' },
      { type: 'written', format: 'yaml', value: text },
      { type: 'textClosed' },
      { type: 'set', field: 'hub.cluster', value: 'b' },
    ]);
    expect(state.text).toBeUndefined();
    expect(state.document).toEqual({
      type: 'application-mesh',
      namespace: 'interconnect',
      hub: { cluster: 'b', later: 1 },
    });
  });

  it('stays in the text as long as it is wrong, and keeps the last good document', () => {
    const broken = after([
      { type: 'textOpened', format: 'json' },
      { type: 'written', format: 'json', value: '{ "hub": 5 }' },
    ]);
    expect(broken.text?.problem).toEqual({ field: 'hub' });
    expect(broken.document).toEqual(start.document);
    expect(after([{ type: 'textClosed' }], broken).text).toBe(broken.text);
    expect(after([{ type: 'textOpened', format: 'yaml' }], broken).text).toBe(broken.text);
  });

  it('leaves the review for the text', () => {
    const reviewed = after([{ type: 'shown', step: 'review' }]);
    expect(after([{ type: 'textOpened', format: 'yaml' }], reviewed)).toMatchObject({
      step: 'applications',
      text: { format: 'yaml', value: 'type: application-mesh\n' },
    });
  });

  it('goes on with the tag of the newer version', () => {
    expect(after([{ type: 'rebased', base: {}, etag: '"7"' }]).etag).toBe('"7"');
  });
});

describe('openedState', () => {
  const query = { project: 'edge-shop', network: 'shop' };

  it('is a new network, or the one that is there', () => {
    expect(openedState(query, undefined)).toEqual(start);
    const network = readyNetwork('shop', ['cluster-2'], '2026-01-01T00:00:00Z');
    const state = openedState(query, { network, etag: '"3"' });
    expect(state).toMatchObject({ etag: '"3"', document: network.spec, changed: false });
  });

  it('takes a document from the address', () => {
    const document = '{"hub":{"cluster":"a"}}';
    expect(openedState({ ...query, document }, undefined).document).toEqual({
      type: 'application-mesh',
      hub: { cluster: 'a' },
    });
  });

  it('shows a document that it cannot read as text', () => {
    const state = openedState({ ...query, document: '{"hub":' }, undefined);
    expect(state.text).toMatchObject({ value: '{"hub":', problem: { line: 1 } });
  });
});

describe('drafts', () => {
  it('are read as they were kept', () => {
    const draft = draftOf({ ...newContent('p', 'n'), etag: '"1"' }, '2026-01-01T00:00:00Z');
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(draftKey('p', '')).not.toBe(draftKey('p', 'n'));
  });

  it.each([
    [undefined],
    ['x'],
    [{}],
    [{ project: 'p', name: 'n', document: { hub: 5 }, savedAt: '2026-01-01T00:00:00Z' }],
    [{ project: 'p', name: 'n', document: {}, savedAt: 'yesterday' }],
  ])('are forgotten when they are %j', value => {
    expect(readDraft(value)).toBeUndefined();
  });
});
