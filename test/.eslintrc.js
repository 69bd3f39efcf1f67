module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The scenarios are files of their own; one test file runs them in order.
    'jest/no-export': 'off',
    'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterAll'] }],
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect*', 'refused*', 'rollOut', 'deletedWithout'] },
    ],
  },
});
