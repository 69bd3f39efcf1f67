import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@interconnect/lab/stack';
import { Page } from 'playwright-core';
import { Visitor } from './Visitor';

/**
 * Makes the steps of a scenario, which build on each other: after one that fails the others are not
 * tried. A step fails also when the page or its console had an error meanwhile. Of one that fails a
 * picture of the page and its text are kept, and the error names them.
 */
export function stepsOf(visitor: () => Visitor) {
  let failed = false;
  return (work: (page: Page) => Promise<void>) => async () => {
    if (failed) throw new Error('Not tried: an earlier step has failed');
    const { page, errors } = visitor();
    try {
      await work(page);
      expect(errors.splice(0)).toEqual([]);
    } catch (cause) {
      failed = true;
      const said = errors.splice(0).map(error => `The browser said: ${error}`);
      const message = [(cause as Error).message, await keepEvidence(page), ...said].join('\n');
      throw new Error(message, { cause });
    }
  };
}

async function keepEvidence(page: Page): Promise<string> {
  const folder = join(root, '.lab', 'browser');
  mkdirSync(folder, { recursive: true });
  const { currentTestName = 'page' } = expect.getState();
  const file = join(folder, currentTestName.replace(/[^A-Za-z0-9]+/g, '-'));
  try {
    await page.screenshot({ path: `${file}.png`, fullPage: true });
    writeFileSync(`${file}.txt`, `${page.url()}\n${await page.locator('body').ariaSnapshot()}\n`);
    return `At ${page.url()}: see ${file}.png and ${file}.txt`;
  } catch (error) {
    return `There is no picture of the page: ${(error as Error).message}`;
  }
}
