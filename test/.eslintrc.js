const { layers } = require('../eslint-layers');

const { rules, ...others } = layers(__dirname);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  ...others,
  rules: {
    ...rules,
    // The scenarios are files of their own; one test file runs them in order.
    'jest/no-export': 'off',
    'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterAll'] }],
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect*', 'refused*', 'rollOut', 'deletedWithout'] },
    ],
  },
});
