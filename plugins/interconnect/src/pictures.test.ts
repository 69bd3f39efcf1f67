/**
 * @jest-environment node
 */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { picturesOf, recordedPages } from '../dev/browser/pages';

const folder = resolve(__dirname, '../../../docs/images');

/** Pages that are Backstage's own, so no recording shows them: taken by hand of the demo portal. */
const ofTheDemoPortal = ['template-light.png'];

/** The recorded ones are made by `yarn screenshots` in this package. */
describe('pictures in docs/images', () => {
  const wanted = [...recordedPages.flatMap(picturesOf).map(({ file }) => file), ...ofTheDemoPortal];
  const there = readdirSync(folder).filter(file => file.endsWith('.png'));

  it('are there for every recorded page, under a name of its own', () => {
    expect(new Set(wanted).size).toBe(wanted.length);
    expect(there.sort()).toEqual(wanted.sort());
  });

  it('are no burden for who clones the repository', () => {
    const bytes = there.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });
});
