import {
  hubCommands,
  linkCommands,
  memberCommands,
  routerCommands,
  serviceCommands,
} from './commands';

const spoke = { cluster: 'cluster-3', namespace: 'interconnect-shop', role: 'spoke' as const };

it('names cluster, namespace and link', () => {
  const prefix = 'kubectl --context cluster-3 -n interconnect-shop';
  expect(memberCommands(spoke)).toEqual([`${prefix} get sites -o wide`]);
  expect(linkCommands(spoke)).toEqual([
    `${prefix} get links`,
    `${prefix} describe link interconnect-cluster-3`,
  ]);
  expect(serviceCommands(spoke)[0]).toBe(`${prefix} get sites,links,listeners,connectors`);
  expect(routerCommands(spoke)[0]).toBe(`${prefix} get all`);
});

it('looks for an address at the hub, which has no link of its own', () => {
  const hub = { ...spoke, cluster: 'cluster-1', role: 'hub' as const };
  expect(hubCommands(hub)[0]).toContain('get services');
  expect(linkCommands(hub).join()).not.toContain('links');
});
