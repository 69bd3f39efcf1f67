// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('networks', table => {
    table.comment('What was asked for and what is applied, by network');
    table.string('project').notNullable();
    table.string('name').notNullable();
    table.integer('generation').notNullable().comment('Counts documents; the ETag');
    table
      .integer('revision')
      .notNullable()
      .comment('Counts writes of any kind; for compare-and-set');
    table
      .text('desired')
      .notNullable()
      .comment('DesiredNetwork: the document and the digests of its manifests');
    table.text('applied').notNullable().comment('AppliedNetwork: what was really applied, by step');
    table.text('observation').nullable().comment('NetworkObservation of the last verify');
    table
      .text('succeeded')
      .nullable()
      .comment('DesiredNetwork that was last applied in full; a rollback leads there');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table
      .string('deleted_at')
      .nullable()
      .comment('Set: the network is gone; its generation is not used again');
    table.primary(['project', 'name']);
  });

  await knex.schema.createTable('manifests', table => {
    table.comment('Bytes of manifests, kept so that a retry applies the same ones');
    table.string('digest', 64).primary();
    table.text('text').notNullable();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('rollouts', table => {
    table.comment('One row a rollout, made before its workflow is started');
    table.string('id').primary();
    table.string('project').notNullable();
    table.string('network').notNullable();
    table.string('operation').notNullable();
    table.string('state').notNullable();
    table.integer('generation').notNullable().comment('Of the document that the rollout leads to');
    table.string('requested_by').notNullable();
    table.string('requested_at').notNullable();
    table.string('ended_at').nullable();
    table
      .string('confirmed_at')
      .nullable()
      .comment('Absent: not known (yet) whether the workflow was started');
    table.string('workflow_id', 1000).notNullable();
    table.string('run_id').nullable().comment('First run');
    table.string('plan_digest', 64).notNullable();
    table.text('desired').nullable().comment('DesiredNetwork; absent: delete');
    table.text('fold').notNullable().comment('RolloutFold: what its history has told so far');
    table.string('position_run').notNullable();
    table.integer('position_event').notNullable();
    table.index(['project', 'network', 'requested_at', 'id']);
  });
  // One open rollout a network.
  await knex.raw(
    'create unique index rollouts_one_open on rollouts (project, network) where ended_at is null',
  );

  await knex.schema.createTable('audit', table => {
    table.comment('Append-only; each entry holds the hash of the one before');
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
    table.primary(['project', 'network', 'sequence']);
    table.unique(['rollout_id', 'source_run', 'source_event', 'source_index'], {
      indexName: 'audit_one_per_event',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit');
  await knex.schema.dropTable('rollouts');
  await knex.schema.dropTable('manifests');
  await knex.schema.dropTable('networks');
};
