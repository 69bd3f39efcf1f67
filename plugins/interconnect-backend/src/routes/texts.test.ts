import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';
import { auditProblems } from '../__testUtils__/auditProblems';

const strange = 'a\0b\ud800c\u001b[31m\u202e';
const plain = 'a\ufffdb\ufffdc\ufffd[31m\ufffd';

describe('texts of people', () => {
  let api: Api;
  let temporal: FakeTemporal;
  let rollout: string;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
    const { body } = await api.call('put', `${networks}/shop`, shop);
    rollout = `${networks}/shop/rollouts/${body.rollout.id}`;
  });
  afterEach(() => api.stop());

  const post = (path: string, body: object) => api.call('post', path, body);
  const audit = async () => (await api.call('get', `${networks}/shop/audit`)).body;

  it('reach Temporal without what nobody can keep', async () => {
    expect((await post(`${rollout}/pause`, { reason: strange })).status).toBe(200);
    expect(temporal.commands.at(-1)?.command.reason).toBe(plain);
    const refused = await post(`${rollout}/pause`, { reason: 'x'.repeat(100_000) });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe(
      'reason: is not one (accepted: a text of at most 2000 characters)',
    );
    expect(temporal.commands).toHaveLength(1);
  });

  it('leave the audit whole when they stand in a refusal', async () => {
    temporal.conflict = strange;
    expect((await post(`${rollout}/pause`, {})).status).toBe(409);
    expect((await post(`${rollout}/pause`, { [strange]: 1 })).status).toBe(400);
    expect((await post(`${rollout}/skip`, { steps: [strange] })).status).toBe(400);
    temporal.conflict = 'x'.repeat(100_000);
    expect((await post(`${rollout}/pause`, {})).status).toBe(409);
    const entries = await audit();
    expect(entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'accepted',
      'refused',
      'refused',
      'refused',
      'refused',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/\\u0000|\\ud800/);
    expect(entries[1].message).toBe(plain);
    expect(entries[4].message).toMatch(/^x{1000,}…$/);
    expect(auditProblems(entries)).toEqual([]);
  });

  it('are bounded where they are lists', async () => {
    const steps = (count: number) => Array.from({ length: count }, () => 'linkSpoke@cluster-2');
    expect((await post(`${rollout}/retry`, { steps: steps(40) })).status).toBe(200);
    expect((await post(`${rollout}/retry`, { steps: steps(1000) })).status).toBe(200);
    for (const wrong of [steps(1001), ['x'.repeat(401)]]) {
      const answer = await post(`${rollout}/retry`, { steps: wrong });
      expect(answer.status).toBe(400);
      expect(fieldsOf(answer)).toEqual(['steps']);
      expect(answer.body.error.message).toContain('a list of 1 to 1000 ids');
    }
    const unknown = await post(`${rollout}/retry`, { steps: steps(900).map((_, i) => `no-${i}`) });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toMatch(/no-9 and 890 more; it has/);
  });

  it('of a document are kept without what nobody can keep', async () => {
    const document = { type: 'application-mesh', description: `${strange}\r\n` };
    const { body } = await api.call('put', `${networks}/seed`, document);
    expect(body.spec.description).toBe(`${plain}\n`);
    const again = await api.call('put', `${networks}/seed`, document);
    expect(again.body.generation).toBe(1);
  });

  it.each([
    ['a rollout', () => `${networks}/shop/rollouts/${'x'.repeat(2000)}`, 404],
    ['a rollout with NUL', () => `${networks}/shop/rollouts/a%00b`, 404],
    ['a network', () => `${networks}/${'x'.repeat(2000)}`, 400],
    ['a network with NUL', () => `${networks}/a%00b`, 400],
    ['a project', () => `/v1/projects/${'x'.repeat(2000)}/networks`, 404],
    ['a limit', () => `${networks}?limit=${'9'.repeat(2000)}`, 400],
    ['a cursor', () => `${networks}?cursor=${'x'.repeat(2000)}`, 400],
    ['an address', () => `${networks}?cursor=${'x'.repeat(5000)}`, 400],
    ['a sequence', () => `${networks}/shop/audit?cursor=${cursor(1e300)}`, 400],
    [
      'a name with NUL in a cursor',
      () => `${networks}?cursor=${cursor({ project: 'edge-shop', name: 'a\0' })}`,
      200,
    ],
  ])('in the path: %s', async (_, path, status) => {
    const answer = await api.call('get', path());
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body.error ?? '').length).toBeLessThan(500);
  });

  it('in a command and in headers as well', async () => {
    const long = `${networks}/shop/rollouts/${'x'.repeat(2000)}`;
    expect((await post(`${long}/pause`, {})).status).toBe(404);
    const headers = { 'if-match': `"${'x'.repeat(3000)}"` };
    const answer = await api.call('put', `${networks}/shop`, shop, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.error.message.length).toBeLessThan(500);
    expect(auditProblems(await audit())).toEqual([]);
  });

  it('nested without end are refused', async () => {
    const deep = JSON.parse(`${'{"hub":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    const answer = await api.call('put', `${networks}/deep`, deep);
    expect(answer.status).toBe(400);
  });
});

function cursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
