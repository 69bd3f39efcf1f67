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
