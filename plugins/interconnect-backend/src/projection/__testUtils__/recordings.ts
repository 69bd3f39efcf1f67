import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RolloutInput } from '@interconnect/backstage-plugin-interconnect-common';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils';
import { decodeEvent, HistoryEvent } from '../../temporal/decode';
import type { RolloutEvent } from '../../temporal/RolloutEvent';
import type { RolloutHistories } from '../../temporal/RolloutHistories';

/** A rollout as a Temporal server recorded it, all its runs. */
export interface Recording {
  input: RolloutInput;
  runs: { runId: string; history: HistoryEvent[]; events: RolloutEvent[] }[];
}

const folder = join(__dirname, 'recorded');
const ending = '.history.json';

/**
 * Recordings of the rollout workflow with mocked activities on a Temporal server. To record them
 * again: `INTERCONNECT_RECORD=1 TEMPORAL_ADDRESS=… backstage-cli package test
 * RolloutProjector.lab`, then format them.
 */
export function readRecordings(): Record<string, Recording> {
  const files = readdirSync(folder).filter(file => file.endsWith(ending));
  return Object.fromEntries(
    files.map(file => [file.slice(0, -ending.length), read(join(folder, file))]),
  );
}

function read(file: string): Recording {
  const recorded: { runId: string; history: unknown }[] = JSON.parse(readFileSync(file, 'utf8'));
  const runs = recorded.map(run => {
    const history = historyFromJSON(run.history).events ?? [];
    return { runId: run.runId, history, events: history.map(decodeEvent) };
  });
  const [started] = runs[0].events;
  if (started.type !== 'Started') {
    throw new Error(`${file} does not begin with the start of a workflow`);
  }
  return { input: started.input, runs };
}

/** Writes a recording when INTERCONNECT_RECORD is set. */
export async function record(
  name: string,
  histories: RolloutHistories,
  workflowId: string,
  runIds: string[],
): Promise<void> {
  if (!process.env.INTERCONNECT_RECORD) {
    return;
  }
  const runs = [];
  for (const runId of runIds) {
    const events: HistoryEvent[] = [];
    let token: Uint8Array | undefined;
    do {
      const page = await histories.historyPage({ workflowId, runId, token, wait: false });
      events.push(...page.events);
      token = page.token;
    } while (token);
    runs.push({ runId, history: JSON.parse(historyToJSON({ events }), withoutMachine) });
  }
  writeFileSync(join(folder, `${name}${ending}`), `${JSON.stringify(runs, undefined, 2)}\n`);
}

/** Leaves out what tells only about the computer that recorded. */
function withoutMachine(key: string, value: unknown): unknown {
  if (key === 'stackTrace') {
    return '';
  }
  if (key === 'identity') {
    return 'test@host';
  }
  // Payloads are base64: a short name of a computer may stand in them by chance.
  return typeof value === 'string' && key !== 'data' ? value.replaceAll(hostname(), 'host') : value;
}
