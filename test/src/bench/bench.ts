import {
  AppliedNetwork,
  applyStep,
  parseNetworkDocument,
  plan,
  planDigest,
} from '@interconnect/backstage-plugin-interconnect-common';
import { startPostgres } from '@interconnect/lab/stack';
import { readingOf, StandingMirror } from '@interconnect/workflows/testing';
import { measureBlocks } from './blocks';
import { measureSizes, networkOf } from './sizes';
import { measureLists } from './lists';

/** Milliseconds of the median of several runs. */
function medianMs(work: () => unknown, runs = 9): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

function measure(spokes: number): Record<string, number> {
  const desired = networkOf(spokes, 1);
  const create = plan({}, desired);
  let applied: AppliedNetwork = {};
  for (const step of create.steps) applied = applyStep(applied, step, {});
  return {
    'read a document': medianMs(() => parseNetworkDocument(desired.document)),
    'plan a creation': medianMs(() => plan({}, desired)),
    'plan that nothing changes': medianMs(() => plan(applied, desired)),
    'plan a deletion': medianMs(() => plan(applied, undefined)),
    'digest of a plan': medianMs(() => planDigest(create)),
  };
}

/** Objects that a reading of a network makes the mirror write. */
function countWritten(spokes: number): Record<string, number> {
  const standing = new StandingMirror();
  return {
    'at first': standing.show(readingOf(0, spokes)).length,
    'when nothing changed': standing.show(readingOf(1, spokes)).length,
    'when a link is cut': standing.show(readingOf(2, spokes, [7])).length,
  };
}

function measureMirror(spokes: number): Record<string, number> {
  const standing = new StandingMirror();
  let second = 0;
  return { 'what to write': medianMs(() => standing.show(readingOf(second++, spokes))) };
}

/** Ratios within one run: ten times the spokes should cost at most about ten times as much. */
function printRatios(
  title: string,
  unit: (value: number) => string,
  measured: (spokes: number) => Record<string, number>,
): void {
  const small = measured(100);
  const large = measured(1000);
  console.log(`\n${title.padEnd(27)} 100 spokes   1,000 spokes   ratio`);
  for (const [name, value] of Object.entries(small)) {
    const row = [
      name.padEnd(27),
      unit(value).padStart(10),
      unit(large[name]).padStart(14),
      `${(large[name] / value).toFixed(1)}`.padStart(7),
    ];
    console.log(row.join(' '));
  }
}

measureSizes();
printRatios('what', value => `${value.toFixed(1)} ms`, measure);
printRatios('objects that are mirrored', value => `${value}`, countWritten);
printRatios('mirror', value => `${value.toFixed(1)} ms`, measureMirror);

async function main(): Promise<void> {
  await measureBlocks();
  await measureLists();
  const postgres = await startPostgres();
  await measureLists(postgres.url).finally(() => postgres.stop());
}

void main();
