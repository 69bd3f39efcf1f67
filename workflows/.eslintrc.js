const { common, layers, never, nodeModules } = require('../eslint-layers');

const sandbox = "Temporal's sandbox runs this again and again, and must come to the same each time";

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(__dirname, {
    zones: [
      never(
        ['kubernetes'],
        ['rollout', 'observe', 'check', 'worker'],
        'Activities know no workflow',
      ),
      never(['signing'], ['kubernetes', 'worker'], 'It checks inputs before activities see them'),
    ],
    overrides: [
      {
        files: ['src/workflows.ts', 'src/rollout/**', 'src/observe/**', 'src/check/**'],
        rules: {
          '@typescript-eslint/no-restricted-imports': [
            'error',
            {
              paths: nodeModules(`${sandbox}: nothing of Node.js`),
              patterns: [
                {
                  group: ['@*/*', `!${common}`, '!@temporalio/workflow', '!@temporalio/common'],
                  message: `${sandbox}: only interconnect-common, and what Temporal made for workflows`,
                  allowTypeImports: true,
                },
                {
                  group: ['**/kubernetes', '**/kubernetes/**', '**/worker/**', '**/signing/**'],
                  message: `${sandbox}: activities and the worker stay outside, but for their types`,
                  allowTypeImports: true,
                },
              ],
            },
          ],
        },
      },
    ],
  }),
);
