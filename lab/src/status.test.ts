import { podStatus, type LabStatus, type Pod } from './status';
import { statusTable } from './statusTable';

const pod: Pod = {
  metadata: { namespace: 'shop', name: 'web-1', uid: 'u1' },
  spec: { containers: [{ image: 'node:24' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ restartCount: 2 }, { restartCount: 1 }],
  },
};

test('a ready pod', () => {
  expect(podStatus(pod)).toEqual({
    ...{ namespace: 'shop', name: 'web-1', phase: 'Running', ready: true, restarts: 3 },
    ...{ images: ['node:24'], process: true, pids: [], message: undefined },
  });
});

test('a pod knows the processes of its own containers', () => {
  const process = { startTime: 1, command: ['node'], container: 'c' };
  const all = [
    { ...process, podUid: 'u1', pid: 11 },
    { ...process, podUid: 'u2', pid: 12 },
  ];
  expect(podStatus(pod, all).pids).toEqual([11]);
});

test('a pod that crashes says why', () => {
  const status = {
    ...pod.status,
    conditions: [{ type: 'Ready', status: 'False', message: 'containers with unready status' }],
    containerStatuses: [{ restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
  };
  expect(podStatus({ ...pod, status })).toMatchObject({
    ready: false,
    message: 'CrashLoopBackOff',
  });
});

test('a pod without a process is listed as such', () => {
  const annotations = { 'lab.interconnect/stand-in': 'no process' };
  const pods = [podStatus({ ...pod, metadata: { ...pod.metadata, annotations } })];
  expect(pods[0].process).toBe(false);
  const status: LabStatus = {
    instance: 2,
    dir: '/lab',
    clusters: [
      { name: 'cluster-1', server: 'https://127.0.0.1:6481', state: 'Ready', pods },
      { name: 'cluster-2', server: 'https://127.0.0.1:6482', state: 'Stopped' },
    ],
    processes: [{ name: 'etcd', pid: 7, state: 'Ended', port: 23810, log: '/lab/etcd.log' }],
  };
  const text = statusTable(status);
  expect(text).toMatch(/cluster-1 +shop\/web-1 +Ready +3 +none \(reported Ready only\) +node:24/);
  expect(text).toMatch(/cluster-2 +Stopped +https:\/\/127\.0\.0\.1:6482 +unknown/);
  expect(text).toMatch(/etcd +Ended +- +23810/);
});

test('a lab that does not run says how to start it', () => {
  const status = { instance: 2, dir: '/lab', clusters: [], processes: [] };
  expect(statusTable(status)).toContain('npm run lab -- up --instance 2');
});
