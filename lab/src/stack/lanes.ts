import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Minutes that the longest files on real servers take on two cores, about. Whoever sees another one
 * among the longest of a run enters it here: the lanes are as long as each other only when this is
 * about right.
 */
const minutes: Record<string, number> = {
  'test/src/e2e/product.lab.test.ts': 22.5,
  'test/src/e2e/resilience.lab.test.ts': 16.5,
  'test/src/browser/portal.lab.test.ts': 14,
  'plugins/interconnect/src/accessibility.lab.test.ts': 10,
  'workflows/src/kubernetes/network.lab.test.ts': 4.5,
  'workflows/src/kubernetes/refusals.lab.test.ts': 4.5,
  'lab/src/skupper/skupper.lab.test.ts': 4,
  'workflows/src/kubernetes/rotation.lab.test.ts': 3,
  'workflows/src/kubernetes/sharing.lab.test.ts': 2.5,
  'workflows/src/kubernetes/observation/observation.lab.test.ts': 2.5,
  'workflows/src/kubernetes/rbac.lab.test.ts': 2.5,
  'workflows/src/kubernetes/rules.lab.test.ts': 2,
  'workflows/src/kubernetes/again.lab.test.ts': 2,
  'workflows/src/observe/observe.lab.test.ts': 2,
  'workflows/src/kubernetes/waits.lab.test.ts': 2,
  'workflows/src/rollout/rollout.lab.test.ts': 2,
  'workflows/src/signing/forged.lab.test.ts': 2,
  'workflows/src/kubernetes/application/serviceExports.lab.test.ts': 1.5,
};
/** All others. */
const usual = 0.6;

const folders = ['lab', 'packages', 'plugins', 'test', 'workflows'];

/** All test files of the checkout, relative to it. */
export function testFiles(checkout: string): string[] {
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : below(path);
      return /\.test\.tsx?$/.test(entry.name) ? [relative(checkout, path)] : [];
    });
  return folders.flatMap(folder => below(join(checkout, folder))).sort();
}

/** Whether a test file needs real servers. */
export const onServers = /\.lab\.test\.tsx?$/;

/** The test files that do more when INTERCONNECT_TEST_LONG is set. */
export function longFiles(checkout: string): string[] {
  return testFiles(checkout).filter(file =>
    readFileSync(join(checkout, file), 'utf8').includes('process.env.INTERCONNECT_TEST_LONG'),
  );
}

/** Shares files out to lanes, the longest first, each to the lane that has least to do. */
export function shareOut(files: string[], count: number): string[][] {
  const lanes = Array.from({ length: count }, () => ({ files: [] as string[], minutes: 0 }));
  const lengthOf = (file: string) => minutes[file] ?? usual;
  for (const file of [...files].sort((a, b) => lengthOf(b) - lengthOf(a))) {
    const free = lanes.reduce((least, lane) => (lane.minutes < least.minutes ? lane : least));
    free.files.push(file);
    free.minutes += lengthOf(file);
  }
  return lanes.map(lane => lane.files);
}

/** Files of `minutes` that are not there, or not any more. */
export function unknownIn(files: string[]): string[] {
  return Object.keys(minutes).filter(file => !files.includes(file));
}
