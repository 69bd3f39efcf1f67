import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- no part of the plugin's API
import { FakeTemporal } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/FakeTemporal';
// eslint-disable-next-line @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- likewise
import { startApi } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/startApi';
import { cases, type Planned } from './cases';
import { variants } from './variants';

const path = '/v1/projects/edge-shop/networks/shop';

/** Without clusters: what these say besides is told by the tests on real servers. */
describe('inputs that people had trouble with', () => {
  let api: Awaited<ReturnType<typeof startApi>>;
  beforeAll(async () => {
    api = await startApi({ temporal: () => new FakeTemporal() });
  });
  beforeEach(() => cpSync(__dirname, api.root, { recursive: true }));
  afterAll(() => api.stop());

  const documentOf = (name: string) =>
    JSON.parse(readFileSync(join(__dirname, name, 'network.json'), 'utf8'));

  async function answerOf(name: string): Promise<Planned> {
    const { status, body } = await api.call('post', `${path}/plan`, documentOf(name));
    if (status !== 200) {
      const put = await api.call('put', path, documentOf(name));
      expect([status, put.status]).toEqual([400, 400]);
      expect(put.body.error.message).toBe(body.error.message);
      return {
        refused: body.error.fields.map((one: Record<string, string>) =>
          [`${one.field}: ${one.message}`, one.accepted && `(accepted: ${one.accepted})`]
            .filter(Boolean)
            .join(' '),
        ),
      };
    }
    return { warned: body.warnings, addresses: body.addresses };
  }

  function expectAnswer(answer: Planned, { refused, warned = [], addresses }: Planned) {
    const matching = (texts: readonly (string | RegExp)[]) =>
      texts.map(text => (typeof text === 'string' ? text : expect.stringMatching(text)));
    expect(answer.refused ?? 'accepted').toEqual(refused ? matching(refused) : 'accepted');
    if (!refused) expect(answer.warned).toEqual(matching(warned));
    if (addresses) expect(answer.addresses).toEqual(expect.arrayContaining([...addresses]));
  }

  it('are all here', () => {
    const folders = readdirSync(__dirname, { withFileTypes: true });
    expect(
      folders
        .filter(one => one.isDirectory())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(cases).sort());
  });

  it.each(Object.entries(cases))('%s', async (name, planned) => {
    expectAnswer(await answerOf(name), planned);
  });

  it.each(variants)('$of: $what', async ({ of, file = 'server.yaml', change, ...planned }) => {
    const text = readFileSync(join(__dirname, of, file), 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(join(api.root, of, file), changed);
    expectAnswer(await answerOf(of), planned);
  });
});
