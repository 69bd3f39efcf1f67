// @ts-check

/**
 * Lists of rollouts say through which service each was asked for, as the single one does from its
 * fold.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('rollouts', table => {
    table
      .string('through')
      .nullable()
      .comment('The service that asked with a token on behalf of requested_by');
  });
  const folds = knex('rollout_folds').whereLike('fold', '%"through":%');
  for (const { id } of await folds.select('id')) {
    const { fold } = await knex('rollout_folds').where({ id }).first('fold');
    const { through = null } = JSON.parse(fold);
    await knex('rollouts').where({ id }).update({ through });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would make the table anew on SQLite, and lose its indexes.
  await knex.raw('alter table ?? drop column ??', ['rollouts', 'through']);
};
