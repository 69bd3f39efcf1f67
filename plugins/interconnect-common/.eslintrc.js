const { commonOrder, layers, lowestFirst, nodeModules } = require('../../eslint-layers');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(__dirname, {
    zones: lowestFirst(commonOrder),
    refused: {
      paths: nodeModules('Browsers and the workflow sandbox have no Node.js'),
      patterns: [
        {
          group: ['@kubernetes/*', '@temporalio/*'],
          message: 'What the language says does not depend on who carries it out',
        },
      ],
    },
  }),
);
