

/** German: texts of the pages that list networks and clusters. */
export const networksTexts = {
  'networks.title': 'Netze',
  'networks.description': 'Anwendungsnetze zwischen Clustern: ein Hub und beliebig viele Spokes.',
  'networks.request': 'Netz beantragen',
  'networks.table': 'Netze',
  'networks.search': 'Netze durchsuchen',
  'networks.count_one': '{{count}} Netz',
  'networks.count_other': '{{count}} Netze',
  'networks.name': 'Netz',
  'networks.project': 'Projekt',
  'networks.phase': 'Phase',
  'networks.hub': 'Hub',
  'networks.links': 'Verbunden',
  'networks.services': 'Dienste',
  'networks.observed': 'Zuletzt geprüft',
  'networks.cluster': 'Cluster',
  'networks.linksUp': '{{up}} von {{all}}',
  'networks.none': 'Noch keine Netze',
  'networks.noneText':
    'Ein Netz lässt Clients auf einem Cluster einen Server auf einem anderen erreichen. Um eines zu beantragen, wählen Sie Hub, Spokes und Anwendungen, prüfen den Plan und senden ihn ab.',
  'networks.denied': 'Um ein Netz zu beantragen, ist die Berechtigung {{permission}} nötig.',

  'clusters.title': 'Cluster',
  'clusters.description': 'Die Cluster, die Netze umfassen können, und welche Netze sie nutzen.',
  'clusters.table': 'Cluster',
  'clusters.search': 'Cluster durchsuchen',
  'clusters.count_one': '{{count}} Cluster',
  'clusters.count_other': '{{count}} Cluster',
  'clusters.name': 'Cluster',
  'clusters.labels': 'Labels',
  'clusters.noLabels': 'keine',
  'clusters.projects': 'Nutzbar für',
  'clusters.allProjects': 'alle Projekte',
  'clusters.source': 'Quelle',
  'clusters.networks': 'Netze',
  'clusters.unused': 'kein Netz, das Sie sehen dürfen',
  'clusters.usage': '{{network}} ({{role}})',
  'clusters.networksFailed': 'Die Netze, die sie nutzen, konnten nicht geladen werden',
  'clusters.none': 'Keine Cluster konfiguriert',
  'clusters.noneText':
    'Betreiber konfigurieren Cluster im Portal: kubernetes.clusterLocatorMethods oder interconnect.kubeconfig.',
} as const;

/** German: texts on the pages of catalog entities. */
export const entityTexts = {
  'entity.title': 'Interconnect',
  'entity.cardTitle': 'Anwendungsnetze',
  'entity.request': 'Netz beantragen',
  'entity.requestDenied': 'Netz beantragen (dafür ist die Berechtigung {{permission}} nötig)',
  'entity.noProject':
    'Netze gehören Systemen im Namespace „default“. Diese Entität gehört zu keinem.',
  'entity.noneSystem': 'Dieses System hat noch kein Netz',
  'entity.noneSystemText':
    'Ein Netz lässt Clients auf einem Cluster einen Server auf einem anderen erreichen. Beantragen Sie eines, um Hub, Spokes und Anwendungen zu wählen.',
  'entity.noneComponent': 'Kein Netz hat diese Komponente als Anwendung',
  'entity.noneComponentText':
    'Netze von {{project}} finden eine Komponente an ihrem Namen: Eine Anwendung desselben Namens bedient oder nutzt das Netz.',
  'entity.denied': 'Um eines zu beantragen, ist die Berechtigung {{permission}} nötig.',
  'entity.table': 'Netze von {{entity}}',
  'entity.role': 'Rolle',
  'entity.serves': 'Bedient',
  'entity.uses': 'Nutzt',
  'entity.addresses': 'Adressen',
  'entity.noAddresses': 'Keine Dienste bereitgestellt',
  'entity.address': 'Adresse {{address}}',
  'entity.moreAddresses': '{{number}} weitere auf der Seite des Netzes',
  'entity.all': 'Alle Netze von {{project}}',
  'entity.linksUp': '{{up}} von {{all}} verbunden',
} as const;
