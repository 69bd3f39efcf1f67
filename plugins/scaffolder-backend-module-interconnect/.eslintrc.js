const { layers } = require('../../eslint-layers');

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, layers(__dirname));
