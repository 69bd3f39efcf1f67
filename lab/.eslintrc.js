const { layers, never } = require('../eslint-layers');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(__dirname, {
    zones: [
      never(
        ['kube'],
        ['cluster', 'node', 'skupper', 'stack', 'tools'],
        'All of the lab stands on it',
      ),
      never(['cluster', 'node', 'skupper', 'tools'], ['stack'], 'The stack stands on the lab'),
      never(['node'], ['skupper'], 'A node runs images, whatever they are'),
      never(
        ['skupper'],
        ['node', 'cluster'],
        'It knows a cluster by its kubeconfig, as the real one',
      ),
    ],
  }),
);
