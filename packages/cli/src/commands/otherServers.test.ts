import { document, network, path, plan, rollout } from '../__testUtils__/answers';
import { Answer, cli, FakePortal, files, refusal } from '../__testUtils__/FakePortal';

jest.setTimeout(120_000);

const { 'n.json': file } = files({
  'n.json': JSON.stringify({ project: 'edge-shop', name: 'shop', spec: document }),
});
const name = 'edge-shop/shop';
const summary = {
  ...rollout('Blocked').body,
  counts: { all: 1, done: 0, skipped: 0, failed: 1 },
};
const clusters = [{ name: 'cluster-1', labels: { region: 'eu' } }];

/** Commands, with what they ask and what is answered. */
const commands: [string[], string, unknown][] = [
  [['get'], 'GET /networks', [network(1).body]],
  [['get', name], `GET ${path}`, network(1).body],
  [['clusters'], 'GET /clusters', clusters],
  [['rollout', 'list', name], `GET ${path}/rollouts`, [summary]],
  [['rollout', 'get', name, 'r1'], `GET ${path}/rollouts/r1`, rollout('Failed').body],
  [['rollout', 'pause', name, 'r1'], `POST ${path}/rollouts/r1/pause`, rollout('Paused').body],
  [['plan', '-f', file], `POST ${path}/plan`, plan],
  [['apply', '-f', file], `PUT ${path}`, network(1).body],
];

/** The places of a value: `['0', 'status', 'members']`. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...placesIn(inner).map(place => [key, ...place]),
  ]);
}

function changed(value: unknown, [key, ...rest]: string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy: any = Array.isArray(value) ? [...value] : { ...(value as object) };
  copy[key] = changed(copy[key], rest, to);
  if (copy[key] === undefined) delete copy[key];
  return copy;
}

describe.each(commands)('%p', (args, asked, whole) => {
  const answered = (body: unknown) => cli(new FakePortal({ [asked]: { body } }), args);

  it('understands what is answered, with fields and states of another version', async () => {
    const newer = changed(whole, Array.isArray(whole) ? ['0', 'invented'] : ['invented'], [
      'something',
    ]);
    for (const body of [whole, newer]) {
      expect((await answered(body)).notes).not.toMatch(/answers|Unexpected/);
    }
  });

  it.each([[{}], [[{}]], [[null]], [['x']], [{ error: 'x' }]])(
    'names %j as no answer',
    async body => {
      expect(await answered(body)).toEqual({
        ...{ code: 5, out: '' },
        notes: expect.stringMatching(
          /^http:\/\/portal\.test\/api\/interconnect\/v1\/\S+ answers 200 with JSON of another shape \((\S+: )?expected \w+, received \w+\): is it this portal, and does it have the version of this command \([\d.]+\)\?$/,
        ),
      });
    },
  );

  it('never stumbles over a field that is missing or of another type', async () => {
    for (const place of placesIn(whole)) {
      for (const other of [undefined, null, {}]) {
        const { notes, out } = await answered(changed(whole, place, other));
        expect({ place, other, notes }).not.toMatchObject({
          notes: expect.stringContaining('Unexpected'),
        });
        expect(out).not.toMatch(/undefined|\[object/);
      }
    }
  });
});

describe('the server', () => {
  const get = ['get', name];
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const passing = /answers 50\d, not in the words of the portal: a proxy .*may not reach it$/;

  it.each<[string, Answer, number, RegExp]>([
    ['is not there', { status: 0 }, 5, /cannot be reached \(ECONNREFUSED\): nothing listens/],
    ['is a sign-in', { text: '<html>Sign in</html>', headers: html }, 5, /200 with a web page: is/],
    [
      'sends elsewhere',
      { status: 302, headers: { location: 'https://sso.test/' } },
      ...([5, /sends to https:\/\/sso\.test\//] as const),
    ],
    [
      'answers nothing',
      { text: '' },
      ...([
        5,
        /^http:\S+\/networks\/shop answers 200 with nothing: is it the address of the backend, without \/api, and is the plugin installed there\?$/,
      ] as const),
    ],
    ['answers nothing to a question', { status: 204 }, 5, /answers 204 with nothing: is it/],
    ['is a proxy', { status: 502, text: '<h1>nginx</h1>', headers: html }, 5, passing],
    ['is a gateway at its end', { status: 503, text: '{"message":"Sign in"}' }, 5, passing],
    ['has no plugin', { status: 404, headers: { 'content-type': '' } }, 5, /404 with nothing: is/],
    ['answers with broken JSON', { text: '{"project":' }, 5, /200 with broken JSON: is it/],
    [
      'answers with a text',
      { text: 'OK', headers: { 'content-type': 'text/plain' } },
      5,
      /no JSON/,
    ],
    ['is another API', { text: 'null' }, 5, /answers 200 with JSON that is not of this API: is/],
    ['is a gateway', { status: 404, text: '{"message":"no route"}' }, 5, /404 with JSON .*: is it/],
  ])('%s', async (_, answer, code, expected) => {
    const ended = await cli(new FakePortal({ [`GET ${path}`]: answer }), get);
    expect(ended.notes).toMatch(expected);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.notes).not.toMatch(/Sign in|nginx/);
  });

  it.each<[string, Answer, number, RegExp]>([
    [
      'does not know the token, as a gateway says',
      { status: 401, text: '{"message":"Sign in"}' },
      ...([1, /^The server does not accept the token/] as const),
    ],
    [
      'does not know the token, as a proxy says',
      { status: 401, text: '<html>Sign in</html>', headers: html },
      ...([1, /^The server does not accept the token/] as const),
    ],
    [
      'does not know the token',
      refusal(401, { name: 'AuthenticationError', message: 'Illegal token' }),
      ...([1, /^The server does not accept the token/] as const),
    ],
    [
      'has no Temporal',
      refusal(503, { name: 'ServiceUnavailableError', message: 'Temporal does not answer' }),
      ...([5, /^Temporal does not answer$/] as const),
    ],
  ])('%s', async (_, answer, code, expected) => {
    const ended = await cli(new FakePortal({ [`GET ${path}`]: answer }), get);
    expect(ended).toEqual({ code, out: '', notes: expect.stringMatching(expected) });
  });

  it('answers an audit log that is none', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    for (const [text, expected] of [
      ['', /with nothing: is it/],
      ['{"type":"ex', /with no JSON|with broken JSON/],
      ['{"type":"entry"}\n', /JSON of another shape \(type: .*export/],
    ] as const) {
      const portal = new FakePortal({ 'GET /projects/edge-shop/audit/export': { text, headers } });
      const { code, out, notes } = await cli(portal, ['audit', 'export', 'edge-shop']);
      expect([code, out, notes]).toEqual([5, '', expect.stringMatching(expected)]);
    }
  });
});

describe('while a rollout is waited for', () => {
  const read = `GET ${path}/rollouts/r1`;
  const open = { rollout: { id: 'r1', state: 'Running' as const } };
  const goesOn = 'Rollout r1 goes on: interconnect rollout watch edge-shop/shop r1';
  const apply = (answers: Answer[]) =>
    cli(new FakePortal({ [`PUT ${path}`]: network(1, open), [read]: answers }), [
      ...['apply', '-f', file, '--wait'],
    ]);

  it.each<[string, Answer, RegExp]>([
    ['is away', { status: 0 }, /ECONNREFUSED.*; asking again$/m],
    [
      'is behind a proxy that does not reach it',
      { status: 502, text: 'x' },
      /502.*; asking again$/m,
    ],
    ['has too much to do', refusal(429, { name: 'E', message: 'Too many' }), /^Too many; asking/m],
  ])('a server that %s is asked again', async (_, answer, expected) => {
    const { code, notes } = await apply([rollout('Running'), answer, answer, rollout('Succeeded')]);
    expect([code, notes]).toEqual([0, expect.stringMatching(expected)]);
    expect(notes.match(/asking again/g)).toHaveLength(1);
  });

  it.each<[string, Answer, number]>([
    ['a token that has ended', refusal(401, { name: 'AuthenticationError', message: 'no' }), 1],
    ['a refusal', refusal(403, { name: 'NotAllowedError', message: 'You may not' }), 1],
    ['a sign-in', { status: 302, headers: { location: 'https://sso.test/' } }, 5],
    ['an answer of another version', { body: {} }, 5],
  ])('%s ends the waiting, and the rollout goes on', async (_, answer, code) => {
    const ended = await apply([rollout('Running'), answer]);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.notes.split('\n').at(-1)).toBe(goesOn);
  });

  it('tells of all networks what was asked for', async () => {
    const spec = document;
    const { 'two.json': two } = files({
      'two.json': JSON.stringify({ project: 'edge-shop', name: 'other', spec }),
    });
    const portal = new FakePortal({
      [`PUT ${path}`]: network(1, open),
      'PUT /projects/edge-shop/networks/other': network(1, {
        ...{ name: 'other', rollout: { id: 'r2', state: 'Running' } },
      }),
      [read]: refusal(401, { name: 'AuthenticationError', message: 'no' }),
    });
    const { notes } = await cli(portal, ['apply', '-f', file, '-f', two, '--wait']);
    expect(notes).toMatch(/^edge-shop\/other: created, rollout r2\n/);
    expect(notes.split('\n').at(-1)).toBe(goesOn);
  });

  it('nothing goes on of which nobody knows whether it is there', async () => {
    const { code, notes } = await cli(new FakePortal({}), ['rollout', 'watch', name, 'r1']);
    expect([code, notes]).toEqual([1, expect.stringMatching(/is not there$/)]);
    const away = new FakePortal({ [read]: { status: 0 } });
    expect(await cli(away, ['rollout', 'watch', name, 'r1'])).toMatchObject({ code: 5 });
  });
});
