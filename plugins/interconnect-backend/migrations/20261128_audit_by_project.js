// @ts-check
const { createHash } = require('node:crypto');

const genesis = '0'.repeat(64);
/** What the migration itself writes: it goes when the migration is taken back. */
const migrated = 'audit.migrated';

/**
 * sha256 over the canonical JSON of what counts; `network` counts in the log of a project.
 *
 * @param {any} row
 * @param {boolean} ofProject
 */
function hashOf(row, ofProject) {
  /** @type {Record<string, unknown>} */
  const content = {
    action: row.action,
    actor: row.actor,
    ...(row.message === null ? {} : { message: row.message }),
    ...(ofProject ? { network: row.network } : {}),
    outcome: row.outcome,
    previousHash: row.previous_hash,
    ...(row.rollout_id === null ? {} : { rolloutId: row.rollout_id }),
    sequence: row.sequence,
    subject: row.subject,
    time: row.time,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * Gives entries, in order, their places in one chain.
 *
 * @param {any[]} rows
 * @param {boolean} ofProject
 */
function chain(rows, ofProject) {
  let previous = genesis;
  return rows.map((row, index) => {
    const placed = { ...row, sequence: index + 1, previous_hash: previous };
    previous = hashOf(placed, ofProject);
    return { ...placed, hash: previous };
  });
}

/**
 * The logs of networks as one, by time; those of one network stay in their order whatever their
 * times say.
 *
 * @param {any[][]} logs
 */
function merge(logs) {
  return logs
    .flatMap(log => {
      let latest = '';
      return log.map(row => {
        latest = row.time > latest ? row.time : latest;
        return { row, latest };
      });
    })
    .sort((a, b) => {
      if (a.latest !== b.latest) return a.latest < b.latest ? -1 : 1;
      if (a.row.network !== b.row.network) return a.row.network < b.row.network ? -1 : 1;
      return a.row.sequence - b.row.sequence;
    })
    .map(({ row }) => row);
}

/**
 * What the logs were before: who noted their heads elsewhere can compare.
 *
 * @param {any[][]} logs
 */
function tellHeads(logs) {
  const heads = logs.map(log => {
    const broken = log.find((row, index) => {
      const previous = index === 0 ? genesis : log[index - 1].hash;
      const fits = row.sequence === index + 1 && row.previous_hash === previous;
      return !fits || hashOf(row, false) !== row.hash;
    });
    const { network, sequence, hash } = log[log.length - 1];
    return `${network} ${sequence} ${hash}${broken ? ` (broken at ${broken.sequence})` : ''}`;
  });
  return `one log for the project from here on; those of its networks ended with: ${heads.join(', ')}`;
}

/**
 * @param {any[]} rows
 * @returns {any[][]} by network
 */
function byNetwork(rows) {
  /** @type {Map<string, any[]>} */
  const logs = new Map();
  for (const row of rows) {
    const log = logs.get(row.network) ?? [];
    log.push(row);
    logs.set(row.network, log);
  }
  return [...logs.values()];
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function columns(table) {
  table.string('project').notNullable();
  table.string('network').notNullable();
  table.integer('sequence').notNullable();
  table.string('time').notNullable();
  table.string('actor').notNullable();
  table.string('action').notNullable();
  table.string('subject', 1000).notNullable();
  table.string('outcome').notNullable();
  table.text('message').nullable();
  table.string('rollout_id').nullable();
  table
    .string('source_run')
    .nullable()
    .comment('Event of the history that the entry was made from');
  table.integer('source_event').nullable();
  table.integer('source_index').nullable();
  table.string('previous_hash', 64).notNullable();
  table.string('hash', 64).notNullable();
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log', table => {
    table.comment('Append-only, one chain a project; each entry holds the hash of the one before');
    columns(table);
    table.primary(['project', 'sequence']);
    table.index(['project', 'network', 'sequence'], 'audit_log_by_network');
    table.unique(['rollout_id', 'source_run', 'source_event', 'source_index'], {
      indexName: 'audit_log_one_per_event',
    });
  });
  await knex.schema.createTable('audit_heads', table => {
    table.comment('What was signed of the chains');
    table.string('project').notNullable();
    table.integer('sequence').notNullable();
    table.text('signature').notNullable().comment('Compact JWS over the AuditHead');
    table.primary(['project', 'sequence']);
  });
  const projects = await knex('audit').distinct('project').orderBy('project');
  for (const { project } of projects) {
    const rows = await knex('audit').where({ project }).orderBy(['network', 'sequence']);
    const logs = byNetwork(rows);
    const note = {
      project,
      network: '',
      time: new Date().toISOString(),
      actor: 'system',
      action: migrated,
      subject: project,
      outcome: 'succeeded',
      message: tellHeads(logs),
      rollout_id: null,
      source_run: null,
      source_event: null,
      source_index: null,
    };
    await knex.batchInsert('audit_log', chain([...merge(logs), note], true), 50);
  }
  await knex.schema.dropTable('audit');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('audit', table => {
    table.comment('Append-only; each entry holds the hash of the one before');
    columns(table);
    table.primary(['project', 'network', 'sequence']);
    table.unique(['rollout_id', 'source_run', 'source_event', 'source_index'], {
      indexName: 'audit_one_per_event',
    });
  });
  const projects = await knex('audit_log').distinct('project').orderBy('project');
  for (const { project } of projects) {
    const rows = await knex('audit_log')
      .where({ project })
      .whereNot({ network: '' })
      .orderBy('sequence');
    for (const log of byNetwork(rows)) {
      await knex.batchInsert('audit', chain(log, false), 50);
    }
  }
  await knex.schema.dropTable('audit_heads');
  await knex.schema.dropTable('audit_log');
};
