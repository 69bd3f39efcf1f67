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
