const input = {
  project: '${{ parameters.system }}',
  network: '${{ parameters.name }}',
  document: {
    type: 'application-mesh',
    hub: { cluster: 'cluster-1' },
    spokes: [{ cluster: 'cluster-2' }],
  },
};

/** As YAML takes it: JSON is YAML. */
function example(action: string, more: object = {}) {
  const step = { id: 'network', name: 'Network', action, input: { ...input, ...more } };
  return JSON.stringify({ steps: [step] }, null, 2);
}

/** For the page of the scaffolder's actions. */
export const planExamples = [
  { description: 'Look at what a network needs', example: example('interconnect:network:plan') },
];

/** For the page of the scaffolder's actions. */
export const requestExamples = [
  {
    description: 'Ask for a network and wait until its links are up',
    example: example('interconnect:network:request', { wait: true }),
  },
];
