// @ts-check

/**
 * What lists show stands beside the large texts from here on, so that a list reads none of them: of
 * rollouts everything but the fold, of networks what is left to do (`DatabaseNetworkStore.create`
 * fills it in).
 */

/** @type {Record<string, 'done' | 'failed' | undefined>} */
const counted = {
  Succeeded: 'done',
  Skipped: 'done',
  Undone: 'done',
  Failed: 'failed',
  UndoFailed: 'failed',
};

/** @param {any} fold */
function headOf(fold) {
  const counts = { all: fold.steps.length, done: 0, failed: 0 };
  for (const { state } of fold.steps) {
    const as = counted[state];
    if (as) counts[as] += 1;
  }
  return {
    on_behalf_of: fold.onBehalfOf ?? null,
    started_at: fold.startedAt,
    message: fold.message ?? null,
    counts: JSON.stringify(counts),
    approval: fold.approval ? JSON.stringify(fold.approval) : null,
    left_behind: fold.left ? JSON.stringify(fold.left) : null,
    current_run: fold.runs.length > 0 ? fold.runs[fold.runs.length - 1] : null,
  };
}

/**
 * Of both databases, without making the table anew (as Knex does on SQLite), so that its indexes
 * stay.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string[]} columns
 */
async function dropColumns(knex, table, columns) {
  for (const column of columns) {
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rollout_folds', table => {
    table.comment(
      'What the histories of rollouts have told so far; the head of each is in rollouts',
    );
    table.string('id').primary().comment('Of the rollout');
    table.text('fold').notNullable().comment('RolloutFold');
    table.string('position_run').notNullable().comment('Where the fold ends; for compare-and-set');
    table.integer('position_event').notNullable();
  });
  await knex.raw(
    'insert into rollout_folds (id, fold, position_run, position_event) ' +
      'select id, fold, position_run, position_event from rollouts',
  );
  await knex.schema.alterTable('rollouts', table => {
    table.string('on_behalf_of').nullable().comment('The person for whom a service asked');
    table.string('started_at').nullable();
    table.text('message').nullable().comment('Why it ended the way it did');
    table.text('counts').nullable().comment('StepCounts');
    table.text('approval').nullable().comment('RolloutApproval; absent: none is needed');
    table.text('left_behind').nullable().comment('LeftBehind[]');
    table.string('current_run').nullable().comment('Last run whose history has been read');
  });
  for (const { id } of await knex('rollouts').select('id')) {
    const { fold } = await knex('rollout_folds').where({ id }).first('fold');
    await knex('rollouts')
      .where({ id })
      .update(headOf(JSON.parse(fold)));
  }
  await dropColumns(knex, 'rollouts', ['fold', 'position_run', 'position_event']);

  await knex.schema.alterTable('networks', table => {
    table.text('standing').nullable().comment('Standing: what a list shows of `applied`');
    table
      .text('outstanding')
      .nullable()
      .comment(
        'Outstanding: what the plan from `applied` to `desired` would do; not kept while a rollout is open',
      );
    table
      .string('planned_by')
      .nullable()
      .comment('Version that `outstanding` was made with; of another one it is made anew');
  });
  await dropColumns(knex, 'networks', ['updated_at']);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await dropColumns(knex, 'networks', ['standing', 'outstanding', 'planned_by']);
  await knex.schema.alterTable('networks', table => {
    table.string('updated_at').notNullable().defaultTo('');
  });
  await knex('networks').update({ updated_at: knex.ref('created_at') });

  await knex.schema.alterTable('rollouts', table => {
    table
      .text('fold')
      .notNullable()
      .defaultTo('')
      .comment('RolloutFold: what its history has told so far');
    table.string('position_run').notNullable().defaultTo('');
    table.integer('position_event').notNullable().defaultTo(0);
  });
  for (const column of ['fold', 'position_run', 'position_event']) {
    await knex.raw(
      'update rollouts set ?? = (select ?? from rollout_folds where rollout_folds.id = rollouts.id)',
      [column, column],
    );
  }
  await dropColumns(knex, 'rollouts', [
    'on_behalf_of',
    'started_at',
    'message',
    'counts',
    'approval',
    'left_behind',
    'current_run',
  ]);
  await knex.schema.dropTable('rollout_folds');
};
