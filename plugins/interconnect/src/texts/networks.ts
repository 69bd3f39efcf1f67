

/** Texts of the pages that list networks and clusters. */
export const networksTexts = {
  'networks.title': 'Networks',
  'networks.description': 'Application networks between clusters: one hub, any number of spokes.',
  'networks.request': 'Request a network',
  'networks.table': 'Networks',
  'networks.search': 'Search networks',
  'networks.count_one': '{{count}} network',
  'networks.count_other': '{{count}} networks',
  'networks.name': 'Network',
  'networks.project': 'Project',
  'networks.phase': 'Phase',
  'networks.hub': 'Hub',
  'networks.links': 'Links up',
  'networks.services': 'Services',
  'networks.observed': 'Last checked',
  'networks.cluster': 'Cluster',
  'networks.linksUp': '{{up}} of {{all}}',
  'networks.none': 'No networks yet',
  'networks.noneText':
    'A network lets clients on one cluster reach a server on another. To request one, choose the hub, the spokes and the applications, review the plan, and submit it.',
  'networks.denied': 'Requesting a network in this project requires the permission {{permission}}.',

  'clusters.title': 'Clusters',
  'clusters.description': 'The clusters that networks may span, and which networks use them.',
  'clusters.table': 'Clusters',
  'clusters.search': 'Search clusters',
  'clusters.count_one': '{{count}} cluster',
  'clusters.count_other': '{{count}} clusters',
  'clusters.name': 'Cluster',
  'clusters.labels': 'Labels',
  'clusters.noLabels': 'none',
  'clusters.projects': 'Usable by',
  'clusters.allProjects': 'all projects',
  'clusters.source': 'Source',
  'clusters.networks': 'Networks',
  'clusters.unused': 'no network you can see',
  'clusters.usage': '{{network}} ({{role}})',
  'clusters.networksFailed': 'The networks that use them could not be loaded',
  'clusters.none': 'No clusters configured',
  'clusters.noneText':
    'Operators configure clusters in the portal: kubernetes.clusterLocatorMethods or interconnect.kubeconfig.',
} as const;

/** Texts on the pages of catalog entities. */
export const entityTexts = {
  'entity.title': 'Interconnect',
  'entity.cardTitle': 'Application networks',
  'entity.request': 'Request a network',
  'entity.requestDenied': 'Request a network (requires the permission {{permission}})',
  'entity.noProject':
    'Networks belong to Systems in the namespace “default”. This entity belongs to none.',
  'entity.noneSystem': 'This System has no network yet',
  'entity.noneSystemText':
    'A network lets clients on one cluster reach a server on another. Request one to choose its hub, its spokes and its applications.',
  'entity.noneComponent': 'No network uses this Component as an application',
  'entity.noneComponentText':
    'Networks of {{project}} find a Component by its name: an application with the same name serves or uses the network.',
  'entity.denied': 'Requesting one requires the permission {{permission}}.',
  'entity.table': 'Networks of {{entity}}',
  'entity.role': 'Role',
  'entity.serves': 'Serves',
  'entity.uses': 'Uses',
  'entity.addresses': 'Addresses',
  'entity.noAddresses': 'No services exposed',
  'entity.address': 'address {{address}}',
  'entity.moreAddresses': '{{number}} more on the network’s page',
  'entity.all': 'All networks of {{project}}',
  'entity.linksUp': '{{up}} of {{all}} links up',
} as const;
