import { arch } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { podCidr } from '../addresses';
import { type KubeClient } from '../kube/client';
import { isStatus } from '../kube/request';
import { nodeLabels } from './pods/unschedulable';
import type { NodeSettings } from './settings';

const HEARTBEAT_MS = 60_000;
const RETRY_MS = 2000;
const since = new Date().toISOString();

/**
 * Keeps the Node object of this agent: makes it, takes its not-ready taint away, and reports it
 * Ready, for good.
 */
export async function keepNode(
  client: KubeClient,
  settings: NodeSettings,
  log: (line: string) => void,
): Promise<never> {
  let failed = false;
  for (;;) {
    try {
      await reportNode(client, settings);
      if (failed) log('node: reported again');
      failed = false;
      await sleep(HEARTBEAT_MS);
    } catch (error) {
      if (!failed) log(`node: ${(error as Error).message}; trying again`);
      failed = true;
      await sleep(RETRY_MS);
    }
  }
}

async function reportNode(client: KubeClient, settings: NodeSettings) {
  const path = `/api/v1/nodes/${settings.nodeName}`;
  const contentType = 'application/merge-patch+json' as const;
  const metadata = { name: settings.nodeName, labels: nodeLabels(settings) };
  const spec = { podCIDR: podCidr(settings.number), podCIDRs: [podCidr(settings.number)] };
  try {
    await client.call('POST', '/api/v1/nodes', {
      body: { apiVersion: 'v1', kind: 'Node', metadata, spec },
    });
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
  }
  // the API server gives a new Node the taint not-ready; whoever wants other taints would ask a
  // scheduler, which a lab has not
  await client.call('PATCH', path, { body: { spec: { taints: null } }, contentType });
  const body = { status: nodeStatus(settings, new Date().toISOString()) };
  await client.call('PATCH', `${path}/status`, { body, contentType });
}

/**
 * What a lab's node says about itself: it is Ready while the agent reports, and has room for 250
 * pods.
 */
function nodeStatus({ nodeName, nodeIP }: NodeSettings, now: string) {
  const resources = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '100Gi', pods: '250' };
  const condition = (type: string, status: string, reason: string, message: string) => ({
    ...{ type, status, reason, message },
    ...{ lastHeartbeatTime: now, lastTransitionTime: since },
  });
  return {
    capacity: resources,
    allocatable: resources,
    addresses: [
      { type: 'InternalIP', address: nodeIP },
      { type: 'Hostname', address: nodeName },
    ],
    conditions: [
      condition('MemoryPressure', 'False', 'NotLimited', 'the lab does not limit memory'),
      condition('DiskPressure', 'False', 'NotLimited', 'the lab does not limit storage'),
      condition('PIDPressure', 'False', 'NotLimited', 'the lab does not limit processes'),
      condition('Ready', 'True', 'LabNodeReady', 'the lab runs pods as processes of this computer'),
    ],
    nodeInfo: {
      ...{ architecture: arch() === 'x64' ? 'amd64' : arch(), operatingSystem: 'linux' },
      ...{ bootID: '', machineID: '', systemUUID: '', osImage: 'Interconnect lab' },
      ...{ kernelVersion: '', containerRuntimeVersion: 'lab://1', kubeletVersion: 'v1.35.4' },
      kubeProxyVersion: '',
    },
  };
}
