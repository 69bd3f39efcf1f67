const { layers, lowestFirst } = require('../../eslint-layers');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(__dirname, {
    zones: lowestFirst(['Io.ts', 'exit.ts', 'output', 'input', 'server', 'commands']),
    overrides: [
      // All of it is bundled into one file: nothing is installed with it.
      {
        files: ['src/**'],
        rules: {
          '@backstage/no-undeclared-imports': 'off',
          'import/no-extraneous-dependencies': ['error', { devDependencies: true }],
        },
      },
      { files: ['scripts/**'], rules: { 'no-console': 'off' } },
    ],
  }),
);
