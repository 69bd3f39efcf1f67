import { join } from 'node:path';
import { longFiles, onServers, shareOut, testFiles, unknownIn } from './lanes';

const checkout = join(__dirname, '../../..');
const all = testFiles(checkout);
const files = all.filter(file => onServers.test(file));

test('finds the tests of all packages, and none of what is installed', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'lab/src/lab.lab.test.ts',
      'plugins/interconnect/src/accessibility.lab.test.ts',
      'test/src/e2e/product.lab.test.ts',
    ]),
  );
  expect(all).toContain('lab/src/stack/lanes.test.ts');
  expect(files).not.toContain('lab/src/stack/lanes.test.ts');
  expect(all.filter(file => file.includes('node_modules'))).toEqual([]);
});

test('every file runs in one lane', () => {
  expect(shareOut(files, 2).flat().sort()).toEqual(files);
});

test('the two longest files run side by side', () => {
  const lanes = shareOut(files, 2);
  const laneOf = (file: string) => lanes.findIndex(lane => lane.includes(file));
  expect(laneOf('test/src/e2e/product.lab.test.ts')).not.toBe(
    laneOf('test/src/e2e/resilience.lab.test.ts'),
  );
});

test('there are lanes without files when there are few', () => {
  expect(shareOut(['a.lab.test.ts'], 2)).toEqual([['a.lab.test.ts'], []]);
});

test('every file whose length is known is there', () => {
  expect(unknownIn(files)).toEqual([]);
});

test('knows the tests of which there is a longer form', () => {
  expect(longFiles(checkout)).toEqual(
    expect.arrayContaining([
      'plugins/interconnect-backend/src/routes/fuzz.test.ts',
      'workflows/src/rollout/thousandSpokes.lab.test.ts',
    ]),
  );
});
