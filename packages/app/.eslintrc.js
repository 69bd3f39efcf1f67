module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [{ files: ['scripts/**'], rules: { 'no-console': 'off' } }],
});
