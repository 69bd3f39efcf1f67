const { layers, never } = require('../../eslint-layers');

const asking = ['routes', 'requests'];

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(__dirname, {
    zones: [
      never(['requests'], ['routes'], 'Routes stand above requests: they give them what HTTP said'),
      never(['store'], asking, 'Requests stand above stores'),
      never(['temporal'], [...asking, 'store'], 'It speaks with Temporal, and knows no caller'),
      never(
        ['projection', 'observe'],
        [...asking, 'http', 'access'],
        'Histories are read for nobody in particular: what is folded must not depend on a request',
      ),
    ],
  }),
);
