import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isSelfContained } from './isSelfContained';

/** What is known of a chart before it is rendered. */
export interface ChartFiles {
  /** Of all its files, with their names. */
  digest: string;
  /** Files of `crds/`, which are not rendered. */
  crds: string[];
  /** Whether helm can check the values without asking elsewhere for parts of their schema. */
  schemaIsWhole: boolean;
  /** Whether one of its templates may ask for the time. */
  asksTime: boolean;
}

const time = /\{\{(?:(?!\}\})[^])*\bnow\b/;

/** Looks at all files of an unpacked chart. */
export async function chartFiles(chart: string): Promise<ChartFiles> {
  const entries = await readdir(chart, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(chart, join(entry.parentPath, entry.name)))
    .sort();
  const hash = createHash('sha256');
  let schemaIsWhole = true;
  let asksTime = false;
  for (const file of files) {
    const bytes = await readFile(join(chart, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
    if (/(^|\/)values\.schema\.json$/.test(file)) schemaIsWhole &&= isSelfContained(bytes);
    if (/(^|\/)templates\//.test(file)) asksTime ||= time.test(bytes.toString('utf8'));
  }
  return {
    digest: hash.digest('hex'),
    crds: files.filter(file => /(^|\/)crds\/.+\.(ya?ml|json)$/.test(file)),
    schemaIsWhole,
    asksTime,
  };
}
