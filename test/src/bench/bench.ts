import {
  AppliedNetwork,
  applyStep,
  parseNetworkDocument,
  plan,
  planDigest,
} from '@interconnect/backstage-plugin-interconnect-common';
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

measureSizes();

// Ratios within one run: ten times the spokes should cost about ten times as much.
const small = measure(100);
const large = measure(1000);
console.log('what                        100 spokes   1,000 spokes   ratio');
for (const [name, ms] of Object.entries(small)) {
  const row = [
    name.padEnd(27),
    `${ms.toFixed(2)} ms`.padStart(10),
    `${large[name].toFixed(1)} ms`.padStart(14),
    `${(large[name] / ms).toFixed(1)}`.padStart(7),
  ];
  console.log(row.join(' '));
}

void measureBlocks().then(() => measureLists());
