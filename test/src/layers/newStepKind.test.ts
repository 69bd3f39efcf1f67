import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- of the workspace
import ts from 'typescript';

jest.setTimeout(300_000);

/**
 * What a seventh thing to do on a cluster adds to the checkout, as text that is put into files in
 * memory.
 */
const root = join(__dirname, '../../..');
const steps = 'plugins/interconnect-common/src/steps';
const activities = 'workflows/src/kubernetes';
const texts = 'plugins/interconnect/src/texts/rollout.ts';
const german = 'plugins/interconnect/src/translations/de/rollout.ts';

type Files = Record<string, (text: string) => string>;

const insert = (before: string, added: string) => (text: string) => {
  if (!text.includes(before)) throw new Error(`'${before}' is not there any more`);
  return text.replace(before, `${added}${before}`);
};

/** The one place that says which kinds there are. */
const inputs: Files = {
  [`${steps}/index.ts`]: insert(
    '  | VerifyInput;',
    "  | { kind: 'probe'; network: VerifyInput['network']; cluster: string }\n",
  ),
};

const complete: Record<string, Files> = {
  [`${steps}/probe.ts`]: {
    [`${steps}/probe.ts`]: () => `
      import { NetworkRef } from '../network/types';
      import { deploySkupper } from './deploySkupper';
      import { StepDefinition } from './StepDefinition';
      export interface ProbeInput { kind: 'probe'; network: NetworkRef; cluster: string }
      export const probe = {
        kind: 'probe',
        desired: ({ network, hub: { cluster } }) => [{ kind: 'probe', network, cluster }],
        needs: ({ cluster }, among) => among.on(deploySkupper, cluster),
        members: ({ cluster }) => ({ hub: { cluster } }),
        makes: () => [],
        applySummary: ({ cluster }) => cluster + ': probe',
        removeSummary: ({ cluster }) => cluster + ': remove the probe',
      } satisfies StepDefinition<ProbeInput>;`,
  },
  [`${steps}/index.ts`]: {
    [`${steps}/index.ts`]: text =>
      insert(
        '  | VerifyInput;',
        '  | ProbeInput\n',
      )(
        insert(
          '  verify,\n}',
          '  probe,\n',
        )(`import { probe, ProbeInput } from './probe';\n${text}`),
      ),
  },
  [`${activities}/probe.ts`]: {
    [`${activities}/probe.ts`]: () => `
      import type { InputOf } from '@interconnect/backstage-plugin-interconnect-common';
      import { stepActivity, type StepDependencies } from './StepContext';
      export const probe = (dependencies: StepDependencies) =>
        stepActivity<InputOf<'probe'>>(dependencies, async () => ({ message: 'probed' }));
      export const undoProbe = (dependencies: StepDependencies) =>
        stepActivity<InputOf<'probe'>>(dependencies, async () => ({ message: 'removed' }));`,
  },
  [`${activities}/createActivities.ts`]: {
    [`${activities}/createActivities.ts`]: text =>
      insert(
        '    verify: verify(dependencies),',
        '    probe: probe(dependencies),\n    undoProbe: undoProbe(dependencies),\n',
      )(`import { probe, undoProbe } from './probe';\n${text}`),
  },
  [texts]: { [texts]: insert("  'kind.verify'", "  'kind.probe': 'Probe',\n") },
  [german]: { [german]: insert("  'kind.verify'", "  'kind.probe': 'Probe',\n") },
};

const known = new Map<string, ts.SourceFile | undefined>();

/** Files of the checkout that do not compile when some of them are other ones. */
function brokenFiles(changes: Files): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: [], include: [] },
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => relative(root, name) in changes || fileExists(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const change = changes[relative(root, name)];
    if (change) {
      const text = existsSync(name) ? ts.sys.readFile(name)! : '';
      return ts.createSourceFile(name, change(text), languageVersion, true);
    }
    if (!known.has(name)) known.set(name, getSourceFile.call(host, name, languageVersion, ...rest));
    return known.get(name);
  };
  const roots = [
    'plugins/interconnect-common/src/index.ts',
    `${activities}/createActivities.ts`,
    'workflows/src/rollout/runStep.ts',
    'plugins/interconnect/src/components/RolloutPage/stateTexts.ts',
    german,
    ...Object.keys(changes),
  ];
  const program = ts.createProgram({
    rootNames: [...new Set(roots)].map(file => join(root, file)),
    options: { ...options, noEmit: true, incremental: false, composite: false },
    host,
  });
  return program
    .getSourceFiles()
    .filter(({ fileName }) => !fileName.includes('/node_modules/'))
    .filter(file => program.getSemanticDiagnostics(file).length > 0)
    .map(({ fileName }) => relative(root, fileName))
    .sort();
}

const merged = (files: Files[]): Files => Object.assign({}, ...files);

it('a new kind is named by the compiler wherever something is missing', () => {
  expect(brokenFiles(inputs)).toEqual(
    expect.arrayContaining([
      `${steps}/index.ts`,
      `${activities}/createActivities.ts`,
      texts,
      german,
    ]),
  );
});

it('a new kind is six files, and nothing else has to be changed', () => {
  const names = Object.keys(complete);
  expect(names).toHaveLength(6);
  expect(brokenFiles(merged(Object.values(complete)))).toEqual([]);
});
