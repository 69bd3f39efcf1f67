// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('networks', table => {
    table
      .string('followed')
      .nullable()
      .comment('Digest of what its selectors chose when an update was last asked for by itself');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('alter table ?? drop column ??', ['networks', 'followed']);
};
