/**
 * Who may import whom. Each package's `.eslintrc.js` gives these rules to Backstage's factory:
 *
 * - between packages: the table `mayImport`;
 * - between the folders of a package: `lowestFirst` for an order, `never` for single arrows.
 *
 * Tests and what they share may import more: they look at a package from outside.
 */
const { builtinModules } = require('node:module');
const { basename } = require('node:path');

const common = '@interconnect/backstage-plugin-interconnect-common';
const node = '@interconnect/backstage-plugin-interconnect-node';
const backend = '@interconnect/backstage-plugin-interconnect-backend';
const frontend = '@interconnect/backstage-plugin-interconnect';
const catalog = '@interconnect/backstage-plugin-catalog-backend-module-interconnect';
const scaffolder = '@interconnect/backstage-plugin-scaffolder-backend-module-interconnect';
const workflows = '@interconnect/workflows';
const lab = '@interconnect/lab';

/**
 * By the package's folder: which of our packages its source may import, and which its tests may
 * import as well.
 */
const mayImport = {
  'interconnect-common': { source: [], tests: [], why: 'It is the language of all the others' },
  'interconnect-node': { source: [common], tests: [], why: 'Backend and worker share it' },
  'interconnect-backend': {
    ...{ source: [common, node], tests: [workflows, lab] },
    why: 'It speaks with the worker through Temporal, with contracts of interconnect-common',
  },
  'catalog-backend-module-interconnect': {
    ...{ source: [common, node], tests: [] },
    why: 'It asks the backend through its REST API',
  },
  'scaffolder-backend-module-interconnect': {
    ...{ source: [common], tests: [] },
    why: 'It asks the backend through its REST API',
  },
  interconnect: { source: [common], tests: [], why: 'It runs in a browser' },
  workflows: {
    ...{ source: [common, node], tests: [lab] },
    why: 'It speaks with the backend through Temporal, with contracts of interconnect-common',
  },
  app: { source: [common, frontend], tests: [], why: 'It runs in a browser' },
  backend: {
    ...{ source: [common, node, backend, catalog, scaffolder], tests: [] },
    why: 'It is the backend alone',
  },
  cli: {
    ...{ source: [common, node], tests: [] },
    why: 'It asks the backend through its REST API',
  },
  lab: { source: [common], tests: [], why: 'It knows clusters, not the product' },
  test: {
    ...{ source: [common, node, backend, scaffolder, workflows, lab], tests: [] },
    why: 'See mayImport',
  },
};

const testFiles = ['**/*.test.*', '**/__testUtils__/**', 'src/testing/**'];

/** Entries of a rule that refuses Node's own modules. */
const nodeModules = message =>
  builtinModules.flatMap(name => [name, `node:${name}`]).map(name => ({ name, message }));

const others = (allowed, message) => ({
  group: ['@interconnect/*', ...allowed.map(name => `!${name}`)],
  message,
});

/**
 * Zones for folders of `src` that stand in an order: each may import itself and what stands before
 * it.
 *
 * @param {string[]} folders - the lowest first; a file of `src` is named with its ending
 */
function lowestFirst(folders) {
  return folders.map((folder, index) => ({
    target: `./src/${folder}`,
    from: './src',
    except: folders.slice(0, index + 1).map(below => `./${below}`),
    message: `src/${folder} may only import what stands below it: ${folders.slice(0, index).join(', ') || 'nothing'}`,
  }));
}

/**
 * A zone for an arrow that must not be there.
 *
 * @param {string[]} importing - folders of `src`
 * @param {string[]} imported - folders of `src`
 */
function never(importing, imported, message) {
  const src = folder => `./src/${folder}`;
  return { target: importing.map(src), from: imported.map(src), message };
}

/**
 * Configuration for Backstage's factory.
 *
 * @param {string} dir - the package's folder
 * @param {object} [options]
 * @param {object[]} [options.zones] - see {@link lowestFirst} and {@link never}
 * @param {{ paths?: object[], patterns?: object[] }} [options.refused] - further imports that its
 * source must not have
 * @param {object[]} [options.overrides] - further overrides, the strongest last
 */
function layers(dir, { zones = [], refused = {}, overrides = [] } = {}) {
  const { source, tests, why } = mayImport[basename(dir)];
  const message = `${why}: see eslint-layers.js for what it may import`;
  const { paths = [], patterns = [] } = refused;
  return {
    settings: { 'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.mjs'] } } },
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths, patterns: [others(source, message), ...patterns] },
      ],
      // The compiler completes a switch; what a function uses may stand below it.
      ...{ 'default-case': 'off', 'consistent-return': 'off' },
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false, typedefs: false },
      ],
      // The width of code is Prettier's.
      'max-len': [
        'error',
        { code: 1000, comments: 110, ignoreUrls: true, ignorePattern: 'eslint-' },
      ],
      ...(zones.length > 0 && {
        'import/no-restricted-paths': ['error', { basePath: dir, zones }],
      }),
    },
    overrides: [
      ...overrides,
      {
        files: testFiles,
        rules: {
          '@typescript-eslint/no-restricted-imports': [
            'error',
            { patterns: [others([...source, ...tests], message)] },
          ],
          'import/no-restricted-paths': 'off',
        },
      },
    ],
  };
}

/** The folders of interconnect-common, the lowest first. */
const commonOrder = [
  'hash.ts',
  'permissions.ts',
  'text',
  'network',
  'document',
  'steps',
  'cluster',
  'tenancy',
  'plan',
  'observe',
  'rollout',
  'audit',
  'catalog',
  'client',
];

module.exports = {
  common,
  commonOrder,
  layers,
  lowestFirst,
  mayImport,
  never,
  nodeModules,
  others,
};
