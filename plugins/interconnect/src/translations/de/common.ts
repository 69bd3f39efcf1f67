/** German: texts that several pages use. */
export const commonTexts = {
  'tab.home': 'Meine Netze',
  'tab.networks': 'Netze',
  'tab.clusters': 'Cluster',

  'phase.NeedsAttention': 'Braucht Hilfe',
  'phase.Empty': 'Leer',
  'phase.Progressing': 'In Arbeit',
  'phase.Ready': 'Bereit',
  'phase.Degraded': 'Gestört',
  'phase.Deleting': 'Wird gelöscht',
  'phase.Unknown': 'Unbekannt',

  'observed.Ready': 'Bereit',
  'observed.NotReady': 'Nicht bereit',
  'observed.Unknown': 'Unbekannt',

  'link.Up': 'Verbunden',
  'link.Down': 'Unterbrochen',
  'link.Unknown': 'Unbekannt',

  'rollout.AwaitingApproval': 'Wartet auf Freigabe',
  'rollout.Running': 'Läuft',
  'rollout.Paused': 'Angehalten',
  'rollout.Blocked': 'Blockiert',
  'rollout.Succeeded': 'Gelungen',
  'rollout.Failed': 'Fehlgeschlagen',
  'rollout.RollingBack': 'Wird zurückgerollt',
  'rollout.RolledBack': 'Zurückgerollt',
  'rollout.RollbackIncomplete': 'Unvollständig zurückgerollt',
  'rollout.Canceled': 'Abgebrochen',

  'operation.create': 'Anlegen',
  'operation.update': 'Ändern',
  'operation.delete': 'Löschen',
  'operation.rotate': 'Erneuern',
  'operation.repair': 'Reparieren',

  'role.hub': 'Hub',
  'role.spoke': 'Spoke',

  'time.now': 'gerade eben',
  'time.ago': 'vor {{span}}',
  'time.at': '{{time}}, {{span}}',
  'time.in': 'in {{span}}',
  'time.over': 'jetzt',
  'time.since': 'seit {{time}}, {{ago}}',
  'time.observed': 'geprüft {{ago}}',
  'time.stale': 'geprüft {{ago}}, vielleicht veraltet',
  'time.staleShort': '{{ago}}, vielleicht veraltet',
  'time.never': 'noch nicht geprüft',

  'span.seconds': '{{number}} s',
  'span.minutes': '{{number}} min',
  'span.hours': '{{number}} h',
  'span.days_one': '{{count}} Tag',
  'span.days_other': '{{count}} Tagen',

  'copy.action': '{{what}} kopieren',
  'copy.done': '{{what}} kopiert',
  'copy.failed':
    'Der Browser erlaubt das Kopieren nicht. Markieren und kopieren Sie den Text selbst',

  'error.title': 'Das konnte nicht geladen werden',
  'error.denied': 'Sie dürfen das nicht sehen',
  'error.permission':
    'Dafür ist die Berechtigung {{permission}} nötig. Fragen Sie den Eigentümer des Projekts.',
  'error.missing': 'Nicht gefunden',
  'error.unreachable':
    'Das Backend des Portals antwortet nicht. Versuchen Sie es gleich noch einmal.',
  'error.limited': 'Zu viele Anfragen. Versuchen Sie es in {{seconds}} Sekunden noch einmal',
  'error.again': 'Noch einmal versuchen',
  'error.outdated': 'Das konnte nicht aktualisiert werden: {{message}}',

  'permission.missing': 'Dafür ist die Berechtigung {{permission}} nötig',

  'dialog.cancel': 'Abbrechen',

  'table.search': 'Suchen',
  'table.noMatch': 'Keine Treffer für Suche und Filter.',
  'filter.all': 'Alle',

  'loading.page': 'Wird geladen',
  'loading.networks': 'Netze werden geladen',
  'loading.network': 'Das Netz wird geladen',
  'loading.clusters': 'Cluster werden geladen',
  'loading.rollouts': 'Rollouts werden geladen',
  'loading.audit': 'Das Protokoll wird geladen',
  'loading.plan': 'Der Plan wird berechnet',

  'notFound.title': 'Seite nicht gefunden',
  'notFound.text': 'Die Adresse ist vielleicht veraltet oder falsch geschrieben.',
  'notFound.action': 'Alle Netze',

  'help.ask': 'Wie man ein Netz beantragt',
  'help.document': 'Das Dokument eines Netzes, Feld für Feld',
  'help.exposed': 'Welche Services erreichbar werden',
  'help.rollout': 'Was ein Rollout tut',
  'help.blocked': 'Was bei einem blockierten Rollout zu tun ist',
  'help.phases': 'Was die Phasen bedeuten',
  'help.rights': 'Wer was darf',
  'help.refusal': 'Wenn etwas abgelehnt wird oder scheitert',
} as const;
