// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('networks', table => {
    table
      .text('former_spokes')
      .nullable()
      .comment('FormerSpoke[]: removed since the authority was last rotated');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('networks', table => {
    table.dropColumn('former_spokes');
  });
};
