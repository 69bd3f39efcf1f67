import {
  networkPhases,
  rolloutStates,
  StateTone,
  stepStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import { createColors } from 'picocolors';

const all = createColors(true);

const ofTone = {
  good: all.green,
  bad: all.red,
  warning: all.yellow,
  busy: all.cyan,
  waiting: all.blue,
  paused: all.blue,
  skipped: all.dim,
  unknown: all.dim,
} satisfies Record<StateTone, (text: string) => string>;

const observed: Record<string, StateTone> = {
  Up: 'good',
  Down: 'bad',
  NotReady: 'bad',
  NotReached: 'bad',
  Left: 'warning',
  Unknown: 'unknown',
};

const tones: Record<string, StateTone> = {
  ...observed,
  ...tonesOf(stepStates),
  ...tonesOf(rolloutStates),
  ...tonesOf(networkPhases),
};

function tonesOf(states: Record<string, { tone: StateTone }>): Record<string, StateTone> {
  return Object.fromEntries(Object.entries(states).map(([state, { tone }]) => [state, tone]));
}

/** Colours the cells of a table that are states, where colours are shown. */
export function painter(colour: boolean): (padded: string) => string {
  return padded => {
    const state = padded.trimEnd();
    return colour && Object.hasOwn(tones, state) ? ofTone[tones[state]](padded) : padded;
  };
}
