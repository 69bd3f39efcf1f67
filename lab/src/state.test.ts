import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProcess } from './processes';
import {
  emptyState,
  readState,
  running,
  stateDirectory,
  writeState,
  type LabProcess,
} from './state';

const folder = () => mkdtempSync(join(tmpdir(), 'lab-state-'));

const me: LabProcess = {
  name: 'me',
  pid: process.pid,
  startTime: readProcess(process.pid)!.startTime,
  command: ['node'],
  log: '/dev/null',
  startedAt: '2026-01-01T00:00:00Z',
};

test('what was written is read again', () => {
  const dir = folder();
  expect(readState(dir, 2)).toEqual(emptyState(2));
  const state = { ...emptyState(2), clusters: ['cluster-1'], processes: { me } };
  writeState(dir, state);
  expect(readState(dir, 2)).toEqual(state);
  expect(running(state)).toEqual([me]);
});

test('a process whose pid belongs to another one by now does not run', () => {
  const other = { ...me, startTime: me.startTime + 1 };
  expect(running({ ...emptyState(2), processes: { other } })).toEqual([]);
});

test('processes of an earlier boot are forgotten, clusters are not', () => {
  const dir = folder();
  writeState(dir, {
    ...emptyState(2),
    bootId: 'earlier',
    clusters: ['cluster-1'],
    processes: { me },
  });
  expect(readState(dir, 2)).toEqual({ ...emptyState(2), clusters: ['cluster-1'] });
});

test('a folder of another lab is refused', () => {
  const dir = folder();
  writeState(dir, emptyState(3));
  expect(() => readState(dir, 2)).toThrow(`${dir} holds lab instance 3, not 2`);
});

test('a file that is not ours is refused and stays as it is', () => {
  const dir = folder();
  for (const content of ['{', '{"version":2}', '{}']) {
    writeFileSync(join(dir, 'lab.json'), content);
    expect(() => readState(dir, 2)).toThrow('remove the folder to start over');
    expect(readFileSync(join(dir, 'lab.json'), 'utf8')).toBe(content);
  }
});

test('the folder is chosen by instance, or by the environment', () => {
  const { INTERCONNECT_LAB_DIR } = process.env;
  try {
    delete process.env.INTERCONNECT_LAB_DIR;
    expect(stateDirectory(2)).toMatch(/\/\.lab\/2$/);
    expect(() => stateDirectory(8)).toThrow('8 is no lab instance: 0 to 7 are accepted');
    process.env.INTERCONNECT_LAB_DIR = '/somewhere';
    expect(stateDirectory(2)).toBe('/somewhere');
  } finally {
    if (INTERCONNECT_LAB_DIR === undefined) delete process.env.INTERCONNECT_LAB_DIR;
    else process.env.INTERCONNECT_LAB_DIR = INTERCONNECT_LAB_DIR;
  }
});
