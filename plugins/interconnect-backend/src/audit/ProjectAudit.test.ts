import { generateKeyPairSync } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { createSigner, createVerifier } from '@interconnect/backstage-plugin-interconnect-node';
import createKnex, { Knex } from 'knex';
import { DatabaseAuditStore } from '../store/DatabaseAuditStore';
import { ProjectAudit } from './ProjectAudit';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const project = 'edge-shop';

describe('ProjectAudit', () => {
  let knex: Knex;
  let log: DatabaseAuditStore;
  let audit: ProjectAudit;
  const error = jest.fn();
  const info = jest.fn();

  /** A replica of the backend. */
  async function replica(options: { signs?: boolean } = {}) {
    return new ProjectAudit({
      store: await DatabaseAuditStore.create({ database: mockServices.database({ knex }) }),
      ...(options.signs !== false && { signer: createSigner({ id: 'one', key: privateKey }) }),
      verifier: createVerifier([{ id: 'one', key: publicKey }]),
      logger: { info, error },
    });
  }
  async function append(count: number, network = 'shop') {
    for (let index = 0; index < count; index++) {
      await log.append(project, network, {
        time: new Date().toISOString(),
        actor: 'user:default/anna',
        action: 'network.put',
        subject: `${project}/${network}`,
        outcome: 'refused',
      });
    }
  }
  const kinds = async (of = audit) =>
    (await of.verify(project)).problems.map(({ sequence, kind }) => [sequence, kind]);

  beforeEach(async () => {
    error.mockReset();
    info.mockReset();
    knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    log = await DatabaseAuditStore.create({ database: mockServices.database({ knex }) });
    audit = await replica();
    await append(4);
    await append(1, 'never-there');
    await audit.signAll();
    await append(3);
  });
  afterEach(() => knex.destroy());

  it('signs what has grown, once, and says where that ended', async () => {
    expect(await audit.verify(project)).toEqual({
      project,
      entries: 8,
      problems: [],
      head: { sequence: 5, time: expect.any(String), keyId: 'one' },
      unsigned: 3,
    });
    const other = await replica();
    await Promise.all([audit.signAll(), other.signAll()]);
    await audit.signAll();
    expect((await audit.heads(project)).map(({ sequence }) => sequence)).toEqual([5, 8]);
    expect((await other.verify(project)).unsigned).toBe(0);
    expect(info).toHaveBeenCalledTimes(2);
    expect(error).not.toHaveBeenCalled();
  });

  it('finds what was done to the database, and does not sign what is shorter than what it signed', async () => {
    const attacks: [string, () => Promise<unknown>, string][] = [
      [
        'a changed entry',
        () => knex('audit_log').where({ sequence: 2 }).update({ actor: 'user:default/eve' }),
        'changed',
      ],
      ['a removed one', () => knex('audit_log').where({ sequence: 3 }).delete(), 'missing'],
      ['a cut tail', () => knex('audit_log').where('sequence', '>', 3).delete(), 'truncated'],
      ['an emptied log', () => knex('audit_log').delete(), 'truncated'],
      ['a head of nobody', () => knex('audit_heads').update({ signature: 'a.b.c' }), 'head'],
    ];
    for (const [what, attack, kind] of attacks) {
      const rows = await knex('audit_log');
      const heads = await knex('audit_heads');
      await attack();
      expect([what, (await kinds()).map(([, found]) => found)]).toEqual([
        what,
        expect.arrayContaining([kind]),
      ]);
      const refusal = await audit.sign(project).then(
        () => '',
        ({ message }) => message,
      );
      expect([what, /is not what was written and signed/.test(refusal)]).toEqual([
        what,
        kind === 'truncated',
      ]);
      await knex('audit_log').delete();
      await knex('audit_heads').delete();
      await knex.batchInsert('audit_log', rows, 50);
      await knex.batchInsert('audit_heads', heads, 50);
    }
    expect(await kinds()).toEqual([]);
    expect(await audit.heads(project)).toHaveLength(1);
  });

  it('is not deceived while it runs by who cuts the heads with the entries', async () => {
    await knex('audit_log').where('sequence', '>', 3).delete();
    await knex('audit_heads').delete();
    expect(await kinds()).toEqual([]);
    await expect(audit.sign(project)).rejects.toThrow(/missing at the end: entry 5 was there/);
    await audit.signAll();
    expect(error).toHaveBeenCalledWith(expect.stringContaining(project));
    expect(await audit.heads(project)).toEqual([]);
  });

  it('checks without a key that signs, and signs nothing then', async () => {
    const reader = await replica({ signs: false });
    await reader.signAll();
    expect(await kinds(reader)).toEqual([]);
    await expect(reader.sign(project)).rejects.toThrow(/interconnect\.signing\.keys/);
  });
});
