import fc from 'fast-check';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { ProjectedAuditEntry } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';
import { histories } from './__testUtils__/histories';
import { readRecordings } from './__testUtils__/recordings';
import { foldAll, foldPage } from './fold';
import { initialFold } from './foldStarted';

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const all = Object.entries({ ...histories, ...readRecordings() });

describe.each(all)('folding the history "%s"', (_name, { input, runs }) => {
  const begin = () => initialFold(input, '2026-11-22T09:00:00.000Z');
  const whole = () => {
    let fold: RolloutFold | undefined = begin();
    const audit: ProjectedAuditEntry[] = [];
    for (const { runId, events } of runs) {
      const folded = foldAll(fold, runId, events);
      fold = folded.fold;
      audit.push(...folded.audit);
    }
    return { fold: fold!, audit };
  };

  it('gives the same however it is cut into pages, and however often pages come again', () => {
    const expected = whole();
    const cuts = fc.array(fc.record({ length: fc.nat({ max: 12 }), again: fc.nat({ max: 20 }) }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(cuts, pieces => {
        let fold = begin();
        const audit: ProjectedAuditEntry[] = [];
        for (const { runId, events } of runs) {
          let held: RolloutEvent[] = [];
          let at = 0;
          for (let i = 0; at < events.length; i++) {
            const { length, again } = pieces[i % pieces.length];
            const page = events.slice(Math.max(0, at - again), at + length + 1);
            const folded = foldPage(stored(fold), runId, held, page);
            at += length + 1;
            fold = folded.fold;
            held = folded.held;
            audit.push(...folded.audit);
          }
          expect(held).toEqual([]);
        }
        expect({ fold, audit }).toEqual(expected);
      }),
      { numRuns: process.env.INTERCONNECT_TEST_LONG ? 600 : 60 },
    );
  });

  it('goes on after a restart at any event from what was stored, read from the beginning again', () => {
    const expected = whole();
    fc.assert(
      fc.property(fc.nat({ max: runs.length - 1 }), fc.nat(), (run, cut) => {
        let fold: RolloutFold | undefined = begin();
        const audit: ProjectedAuditEntry[] = [];
        const add = (runId: string, events: RolloutEvent[]) => {
          const folded = foldAll(fold, runId, events);
          fold = stored(folded.fold);
          audit.push(...folded.audit);
        };
        runs.slice(0, run).forEach(({ runId, events }) => add(runId, events));
        const { runId, events } = runs[run];
        add(runId, events.slice(0, cut % (events.length + 1)));
        runs.forEach(each => add(each.runId, each.events));
        expect({ fold, audit }).toEqual(expected);
      }),
      { numRuns: process.env.INTERCONNECT_TEST_LONG ? 600 : 60 },
    );
  });

  it('makes entries that are unique by run, event and index', () => {
    const keys = whole().audit.map(({ source }) => JSON.stringify(source));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
