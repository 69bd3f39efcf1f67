import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- configuration of all packages
import { commonOrder as order } from '../../../eslint-layers';

const root = join(__dirname, '../../..');
const common = '@interconnect/backstage-plugin-interconnect-common';
const node = '@interconnect/backstage-plugin-interconnect-node';
const backend = '@interconnect/backstage-plugin-interconnect-backend';

/** What the rules about layers say of each file, if it only has this import. */
function refusals(files: { file: string; statement: string }[]): string[][] {
  // A process of its own: some of ESLint's plugins cannot be loaded inside Jest.
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '__testUtils__/lintTexts.cjs'), root],
    {
      input: JSON.stringify(files),
      encoding: 'utf8',
    },
  );
  return JSON.parse(output);
}

/** An import of any source file of a folder, which must exist for the rule about folders. */
function fileOf(folder: string, from: string): string {
  const file = readdirSync(join(root, folder)).find(name => /^\w+\.ts$/.test(name))!;
  return `import '${from}/${file.replace(/\.ts$/, '')}';`;
}

const src = {
  common: 'plugins/interconnect-common/src',
  backend: 'plugins/interconnect-backend/src',
  workflows: 'workflows/src',
  lab: 'lab/src',
};

const forbidden: [name: string, file: string, statement: string, reason: string][] = [
  ['common, ours', `${src.common}/text/x.ts`, `import '${node}';`, 'the language of all'],
  ['common, of Node', `${src.common}/plan/x.ts`, "import 'node:fs';", 'have no Node.js'],
  [
    'common, of Node, by its short name',
    `${src.common}/plan/x.ts`,
    "import 'fs';",
    'have no Node.js',
  ],
  [
    'common, Kubernetes',
    `${src.common}/plan/x.ts`,
    "import '@kubernetes/client-node';",
    'who carries it out',
  ],
  [
    'common, Temporal',
    `${src.common}/plan/x.ts`,
    "import '@temporalio/common';",
    'who carries it out',
  ],
  [
    'common, a folder above',
    `${src.common}/text/x.ts`,
    fileOf(`${src.common}/plan`, '../plan'),
    'src/text may only',
  ],
  [
    'node, the backend',
    'plugins/interconnect-node/src/x.ts',
    `import '${backend}';`,
    'Backend and worker share it',
  ],
  [
    'backend, the worker',
    `${src.backend}/x.ts`,
    "import '@interconnect/workflows';",
    'through Temporal',
  ],
  ['backend, the lab', `${src.backend}/x.ts`, "import '@interconnect/lab';", 'through Temporal'],
  [
    'requests, routes',
    `${src.backend}/requests/x.ts`,
    fileOf(`${src.backend}/routes`, '../routes'),
    'stand above requests',
  ],
  [
    'store, requests',
    `${src.backend}/store/x.ts`,
    fileOf(`${src.backend}/requests`, '../requests'),
    'above stores',
  ],
  [
    'store, routes',
    `${src.backend}/store/x.ts`,
    fileOf(`${src.backend}/routes`, '../routes'),
    'above stores',
  ],
  [
    'temporal, store',
    `${src.backend}/temporal/x.ts`,
    fileOf(`${src.backend}/store`, '../store'),
    'knows no caller',
  ],
  [
    'projection, requests',
    `${src.backend}/projection/x.ts`,
    fileOf(`${src.backend}/requests`, '../requests'),
    'for nobody in particular',
  ],
  [
    'observe, routes',
    `${src.backend}/observe/x.ts`,
    fileOf(`${src.backend}/routes`, '../routes'),
    'for nobody in particular',
  ],
  [
    'worker, the backend',
    `${src.workflows}/worker/x.ts`,
    `import '${backend}';`,
    'through Temporal',
  ],
  [
    'worker, the lab',
    `${src.workflows}/worker/x.ts`,
    "import '@interconnect/lab';",
    'through Temporal',
  ],
  [
    'workflow, of Node',
    `${src.workflows}/rollout/x.ts`,
    "import 'node:crypto';",
    'nothing of Node.js',
  ],
  [
    'workflow, a node package',
    `${src.workflows}/observe/x.ts`,
    `import { x } from '${node}'; x();`,
    'only interconnect-common',
  ],
  [
    'workflow, an activity',
    `${src.workflows}/rollout/x.ts`,
    "import { x } from '../kubernetes/linkSpoke'; x();",
    'but for their types',
  ],
  [
    'workflow, the worker',
    `${src.workflows}/rollout/x.ts`,
    "import { x } from '../worker/log'; x();",
    'but for their types',
  ],
  [
    'activities, a workflow',
    `${src.workflows}/kubernetes/x.ts`,
    fileOf(`${src.workflows}/rollout`, '../rollout'),
    'know no workflow',
  ],
  [
    'signing, activities',
    `${src.workflows}/signing/x.ts`,
    fileOf(`${src.workflows}/kubernetes`, '../kubernetes'),
    'before activities',
  ],
  ['frontend, node', 'plugins/interconnect/src/x.ts', `import '${node}';`, 'in a browser'],
  [
    'frontend, the backend',
    'plugins/interconnect/src/x.ts',
    `import '${backend}';`,
    'in a browser',
  ],
  [
    'catalog module, the backend',
    'plugins/catalog-backend-module-interconnect/src/x.ts',
    `import '${backend}';`,
    'REST API',
  ],
  [
    'command line, the backend',
    'packages/cli/src/commands/x.ts',
    `import '${backend}';`,
    'REST API',
  ],
  [
    'input, commands',
    'packages/cli/src/input/x.ts',
    fileOf('packages/cli/src/commands', '../commands'),
    'src/input may only',
  ],
  ['app, the backend', 'packages/app/src/x.ts', `import '${backend}';`, 'in a browser'],
  [
    'portal backend, the lab',
    'packages/backend/src/x.ts',
    "import '@interconnect/lab';",
    'the backend alone',
  ],
  ['lab, the product', `${src.lab}/x.ts`, "import '@interconnect/workflows';", 'not the product'],
  [
    'lab, its stack',
    `${src.lab}/cluster/x.ts`,
    fileOf(`${src.lab}/stack`, '../stack'),
    'stands on the lab',
  ],
  [
    'kube, cluster',
    `${src.lab}/kube/x.ts`,
    fileOf(`${src.lab}/cluster`, '../cluster'),
    'stands on it',
  ],
  [
    'node, Skupper',
    `${src.lab}/node/x.ts`,
    fileOf(`${src.lab}/skupper`, '../skupper'),
    'whatever they are',
  ],
  [
    'Skupper, cluster',
    `${src.lab}/skupper/x.ts`,
    fileOf(`${src.lab}/cluster`, '../cluster'),
    'as the real one',
  ],
];

const allowed: [name: string, file: string, statement: string][] = [
  ['backend, common', `${src.backend}/requests/x.ts`, `import '${common}';`],
  ['requests, store', `${src.backend}/requests/x.ts`, fileOf(`${src.backend}/store`, '../store')],
  ['common, a folder below', `${src.common}/plan/x.ts`, fileOf(`${src.common}/text`, '../text')],
  ['workflow, common', `${src.workflows}/rollout/x.ts`, `import '${common}';`],
  [
    'workflow, the type of an activity',
    `${src.workflows}/rollout/x.ts`,
    "import type { X } from '../kubernetes/linkSpoke'; let x: X;",
  ],
  ["worker's tests, the lab", `${src.workflows}/worker/x.test.ts`, "import '@interconnect/lab';"],
  ["common's tests, of Node", `${src.common}/plan/x.test.ts`, "import 'node:fs';"],
];

const asked = [...forbidden, ...allowed].map(([, file, statement]) => ({ file, statement }));
const answers = refusals(asked);

describe('an import that a layer forbids is refused', () => {
  it.each(forbidden.map(([name, , , reason], index) => ({ name, reason, index })))(
    '$name',
    ({ reason, index }) => {
      expect(answers[index]).toEqual([expect.stringContaining(reason)]);
    },
  );
});

describe('what a layer allows is not refused', () => {
  it.each(allowed.map(([name], index) => ({ name, index: forbidden.length + index })))(
    '$name',
    ({ index }) => {
      expect(answers[index]).toEqual([]);
    },
  );
});

it('every folder of interconnect-common has a place in the order', () => {
  const folders = readdirSync(join(root, src.common), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== '__testUtils__')
    .map(entry => entry.name);
  expect(order).toEqual(expect.arrayContaining(folders));
});
