/** German: texts of the request form. */
export const requestTexts = {
  'request.title': 'Netz beantragen',
  'request.editTitle': '{{network}} bearbeiten',
  'request.description':
    'Ein Hub, beliebig viele Spokes und die Anwendungen, die einander erreichen sollen.',
  'request.denied': 'Sie dürfen kein Netz beantragen',
  'request.editDenied': 'Sie dürfen dieses Netz nicht ändern',
  'request.deniedText':
    'Dafür ist die Berechtigung {{permission}} nötig. Fragen Sie den Eigentümer des Projekts.',
  'request.busy': 'Ein Rollout dieses Netzes ist noch nicht zu Ende',
  'request.busyText': 'Bis dahin wird abgelehnt, was Sie absenden.',
  'request.showRollout': 'Rollout zeigen',

  'request.steps': 'Schritte',
  'request.step.basics': 'Grundlagen',
  'request.step.members': 'Hub und Spokes',
  'request.step.applications': 'Anwendungen',
  'request.step.review': 'Prüfen',
  'request.stepOf': 'Schritt {{number}} von {{all}}: {{title}}',
  'request.stepErrors_one': '{{count}} Fehler',
  'request.stepErrors_other': '{{count}} Fehler',
  'request.back': 'Zurück',
  'request.next': 'Weiter',
  'request.toReview': 'Prüfen',

  'request.error': '{{message}}. Angenommen wird: {{accepted}}',
  'request.errors': 'Das muss zuerst berichtigt werden',
  'request.errorAt': '{{field}}: {{message}}',
  'request.errorInLine': 'Zeile {{line}}, {{field}}: {{message}}',
  'request.wholeDocument': 'Dokument',

  'request.project': 'Projekt',
  'request.projectHint': 'Ein System des Katalogs. Sein Eigentümer entscheidet über das Netz.',
  'request.projectOwner': 'gehört {{owner}}',
  'request.projectsFailed': 'Die Projekte konnten nicht aus dem Katalog geladen werden',
  'request.noProjects': 'Im Katalog ist kein System, das Sie sehen dürfen',
  'request.name': 'Name',
  'request.nameHint': 'Wird Teil der Adressen der Dienste. Er kann später nicht geändert werden.',
  'request.editInstead': 'Stattdessen {{network}} bearbeiten',
  'request.purpose': 'Beschreibung',
  'request.purposeHint': 'Wozu das Netz da ist. Freiwillig.',

  'request.allowed': 'Für das Projekt erlaubt: {{what}}.',

  'request.hub': 'Hub',
  'request.hubCluster': 'Cluster des Hubs',
  'request.hubHint':
    'Sein Router nimmt die Verbindungen der Spokes an: Wählen Sie einen, den sie erreichen.',
  'request.clustersFailed': 'Die Cluster konnten nicht geladen werden',
  'request.clusterUnknown': 'nicht bekannt',
  'request.clusterForOthers': 'nicht für dieses Projekt',
  'request.addresses': 'Adressen des Load Balancers',
  'request.addressesHint':
    'Bereiche, aus denen der Router des Hubs seine Adresse bekommt, wie 10.0.0.10-10.0.0.20 oder 10.0.0.0/28. Ohne Angabe wählt der vorhandene Load Balancer.',
  'request.address': 'Adressbereich {{number}}',
  'request.addAddress': 'Adressbereich hinzufügen',
  'request.sources': 'Erlaubte Quellen',
  'request.sourcesHint': 'Netze, die den Router des Hubs erreichen dürfen, wie 10.0.0.0/8.',
  'request.source': 'Erlaubte Quelle {{number}}',
  'request.addSource': 'Erlaubte Quelle hinzufügen',
  'request.remove': '{{what}} entfernen',
  'request.spokes': 'Spokes',
  'request.spokesCluster': 'Cluster der Spokes',
  'request.spokesHint': 'Ihre Router wählen den Hub an.',
  'request.spokesPlaceholder': 'Cluster wählen',
  'request.spokesChosen_one': '{{count}} Spoke',
  'request.spokesChosen_other': '{{count}} Spokes',
  'request.noSpokes': 'Kein Spoke ist gewählt.',
  'request.search': 'Suchen',

  'request.noApplications':
    'Noch keine Anwendung. Ein Netz ohne Anwendung verbindet nur die Cluster.',
  'request.noHubYet': 'Wählen Sie zuerst den Hub: Anwendungen laufen auf Mitgliedern des Netzes.',
  'request.fromCatalog': 'Komponente des Projekts hinzufügen',
  'request.fromCatalogHint': 'Füllt aus, was der Katalog weiß.',
  'request.componentsFailed': 'Die Komponenten des Projekts konnten nicht geladen werden',
  'request.noComponents': 'Der Katalog kennt keine Komponente dieses Projekts.',
  'request.addByHand': 'Anwendung von Hand hinzufügen',
  'request.application': 'Anwendung {{number}}',
  'request.applicationNamed': 'Anwendung {{name}}',
  'request.applicationName': 'Name der Anwendung',
  'request.applicationClusters': 'Cluster, auf denen sie läuft',
  'request.applicationClustersHint': 'Mitglieder des Netzes.',
  'request.notMember': 'kein Mitglied',
  'request.namespace': 'Namespace',
  'request.namespaceHint': 'Wo ihre Objekte auf diesen Clustern liegen.',
  'request.expose':
    'Von allen Mitgliedern erreichbar (ihre annotierten Services werden bereitgestellt)',
  'request.from': 'Woher sie kommt',
  'request.fromManifests': 'Manifeste, die angewendet werden',
  'request.fromExisting': 'Sie ist schon installiert',
  'request.url': 'URL der Manifeste',
  'request.urlHint':
    'YAML, das das Portal lesen darf, oder ein Pfad unter dem konfigurierten Ordner, wie ./examples/my-backend.yaml.',
  'request.services': 'Services',
  'request.servicesHint': 'Namen ihrer Services in diesem Namespace.',
  'request.service': 'Service {{number}}',
  'request.addService': 'Service hinzufügen',
  'request.otherSource':
    'Ihre Quelle ist von der Art {{kind}}: Sie kann im Dokument geändert werden.',

  'request.planning': 'Was getan wird, wird ermittelt',
  'request.planChanged': 'Der Plan hat sich seitdem geändert: Sehen Sie ihn noch einmal an',
  'request.planFailed': 'Der Plan konnte nicht ermittelt werden',
  'request.planSteps_one': '{{count}} Schritt',
  'request.planSteps_other': '{{count}} Schritte',
  'request.planStepsText':
    'In dieser Reihenfolge. Schritte, die einander nicht brauchen, laufen zugleich.',
  'request.planEmpty':
    'Auf keinem Cluster ist etwas zu tun. Das Dokument wird gespeichert, wenn Sie es absenden.',
  'request.planNeeds_one': 'nach {{count}} anderen Schritt',
  'request.planNeeds_other': 'nach {{count}} anderen Schritten',
  'request.planAddresses': 'Adressen für Clients',
  'request.planAddressesText':
    'Unter diesen erreichen Clients auf jedem Mitglied die bereitgestellten Dienste.',
  'request.planNoAddresses': 'Es ist kein Dienst bekannt, der bereitgestellt wird.',
  'request.addressToCopy': 'Adresse',
  'request.planWarnings': 'Warnungen',
  'request.submit': 'Antrag absenden',
  'request.submitEdit': 'Änderung absenden',
  'request.submitFailed': 'Der Antrag wurde nicht angenommen',

  'request.conflict': 'Jemand war schneller',
  'request.conflictText':
    'Das Netz {{network}} wurde geändert, seit Sie dieses Formular geöffnet haben. Nichts von Ihnen wurde gespeichert.',
  'request.loadNewer': 'Neuere Version laden',
  'request.keepMine': 'Meine Version behalten und gegen die neuere prüfen',
  'request.loadFailed': 'Die neuere Version konnte nicht geladen werden',

  'request.draftFound': 'Es gibt einen Entwurf: {{ago}}',
  'request.draftText':
    'Er wurde in diesem Browser aufgehoben. Solange Sie nicht entschieden haben, wird nichts aufgehoben, was Sie eingeben.',
  'request.draftOlder':
    'Er wurde in diesem Browser aufgehoben, und das Netz ist seitdem geändert worden. Solange Sie nicht entschieden haben, wird nichts aufgehoben, was Sie eingeben.',
  'request.restore': 'Entwurf wiederherstellen',
  'request.discard': 'Entwurf verwerfen',
  'request.draftKept': 'Ein Entwurf wird in diesem Browser aufgehoben.',

  'request.view': 'Bearbeiten als',
  'request.asForm': 'Formular',
  'request.asJson': 'JSON',
  'request.asYaml': 'YAML',
  'request.document': 'Dokument des Netzes ({{format}})',
  'request.documentHint':
    'Dasselbe wie im Formular, und was das Formular nicht zeigt. Kommentare bleiben nicht erhalten.',
  'request.textProblem': 'Zeile {{line}}: {{message}}',
  'request.shapeProblem':
    '{{field}} kann im Formular nicht gezeigt werden: Es ist von einem anderen Typ',
  'request.textBlocked':
    'Das Dokument kann übernommen werden, wenn es keinen solchen Fehler mehr hat.',
} as const;
