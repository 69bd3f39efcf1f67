import type { StepKind } from '@interconnect/backstage-plugin-interconnect-common';

/** German: texts of the page of one rollout. */
export const rolloutTexts = {
  'rolloutPage.title': '{{operation}}: {{network}}',
  'rolloutPage.network': 'Netz {{network}}',
  'rolloutPage.state': 'Zustand',
  'rolloutPage.by': 'Beantragt von',
  'rolloutPage.through': 'Über',
  'rolloutPage.followed': 'Grund',
  'rolloutPage.followedText': 'folgt dem Selektor',
  'rolloutPage.started': 'Begonnen',
  'rolloutPage.duration': 'Dauer',
  'rolloutPage.progress': 'Schritte',
  'rolloutPage.temporal': 'Temporal',
  'rolloutPage.open': 'In Temporal öffnen',
  'rolloutPage.loading': 'Der Rollout wird geladen',
  'rolloutPage.gone': 'Das Netz {{network}} hat keinen Rollout {{rollout}}',
  'rolloutPage.goneText':
    'Die Adresse ist vielleicht veraltet oder falsch geschrieben. Die Seite des Netzes nennt seine Rollouts.',
  'rolloutPage.allRollouts': 'Alle Rollouts des Netzes',
  'rolloutPage.empty': 'Dieser Rollout hat keine Schritte',
  'rolloutPage.emptyText': 'Alles war schon so, wie es beantragt wurde.',
  'rolloutPage.graph': 'Schritte und Abhängigkeiten',
  'rolloutPage.steps': 'Schritte',

  'notice.AwaitingApproval': 'Nichts geschieht, bis dieser Rollout freigegeben ist.',
  'notice.Paused':
    'Keine neuen Schritte beginnen, bis der Rollout fortgesetzt wird. Laufende Schritte werden beendet.',
  'notice.Blocked_one':
    '{{count}} Schritt ist fehlgeschlagen, und kein anderer kann beginnen. Wiederholen oder überspringen Sie den Schritt, oder brechen Sie den Rollout ab.',
  'notice.Blocked_other':
    '{{count}} Schritte sind fehlgeschlagen, und kein anderer kann beginnen. Wiederholen oder überspringen Sie die Schritte, oder brechen Sie den Rollout ab.',
  'notice.attempt': 'Versuch {{number}}',
  'notice.noError': 'Ein Grund wurde nicht genannt.',
  'notice.moreFailed_one':
    '{{count}} weiterer Schritt schlug fehl. Er steht in der Tabelle der Schritte.',
  'notice.moreFailed_other':
    '{{count}} weitere Schritte schlugen fehl. Sie stehen in der Tabelle der Schritte.',
  'notice.Failed': 'Dieser Rollout ist zu Ende. Ein neuer Antrag plant, was noch fehlt.',
  'notice.RollbackIncomplete':
    'Nicht alles konnte rückgängig gemacht werden. Die unten als „Nicht rückgängig“ markierten Schritte zeigen, was übrig ist.',
  'notice.Canceled': 'Dieser Rollout wurde abgebrochen. Abgeschlossene Änderungen bleiben.',
  'notice.unknown':
    'Diese Version des Portals kennt den Zustand „{{state}}“ nicht. Sehen Sie die Seite des Rollouts in Temporal an.',

  'graph.summary':
    '{{all}} Schritte: {{done}} erledigt, {{skipped}} übersprungen, {{running}} laufen, {{failed}} fehlgeschlagen, {{waiting}} warten. Die Tabelle der Schritte darunter sagt dasselbe.',
  'graph.grouped':
    'Laufende und fehlgeschlagene Schritte sind einzeln gezeichnet, die anderen in Gruppen. Die Tabelle nennt jeden.',
  'graph.group_one': '{{count}} Schritt',
  'graph.group_other': '{{count}} Schritte',
  'graph.count': '{{number}} {{state}}',

  'kind.createNetwork': 'Netz anlegen',
  'kind.deployLoadBalancer': 'Load Balancer',
  'kind.deploySkupper': 'Skupper',
  'kind.deployApplication': 'Anwendung {{application}}',
  'kind.linkSpoke': 'Verbindung zum Hub',
  'kind.publishServices': 'Dienste bekanntgeben',
  'kind.retireAuthority': 'Frühere Zertifikate ablehnen',
  'kind.verify': 'Prüfen',
  'kind.remove': 'Entfernen: {{what}}',

  'step.Pending': 'Wartet',
  'step.Running': 'Läuft',
  'step.Succeeded': 'Erledigt',
  'step.Failed': 'Fehlgeschlagen',
  'step.Skipped': 'Übersprungen',
  'step.Undone': 'Rückgängig',
  'step.NotStarted': 'Nicht begonnen',
  'step.UndoFailed': 'Nicht rückgängig',

  'steps.search': 'Schritte durchsuchen',
  'steps.count_one': '{{count}} Schritt',
  'steps.count_other': '{{count}} Schritte',
  'steps.step': 'Schritt',
  'steps.state': 'Zustand',
  'steps.cluster': 'Cluster',
  'steps.attempts': 'Versuche',
  'steps.duration': 'Dauer',
  'steps.message': 'Meldung',
  'steps.actions': 'Aktionen',
  'steps.open': 'Temporal',
  'steps.openLabel': 'Schritt {{step}} in Temporal öffnen',
  'steps.waitsFor': 'wartet auf: {{steps}}',
  'steps.heldBy.approval': 'wartet auf die Freigabe',
  'steps.heldBy.resume': 'wartet, bis der Rollout fortgesetzt wird',
  'steps.heldBy.turn': 'beginnt, wenn ein laufender Schritt zu Ende ist',
  'steps.opened_one': '{{count}} von {{all}} Schritten',
  'steps.opened_other': '{{count}} von {{all}} Schritten',
  'steps.showAll': 'Alle Schritte zeigen',
  'steps.attemptBefore': 'Der vorige Versuch schlug fehl: {{error}}',
  'steps.more': '{{list}} und {{number}} weitere',
  'steps.retryLabel': 'Schritt {{step}} wiederholen',
  'steps.skipLabel': 'Schritt {{step}} überspringen',

  'command.retry': 'Wiederholen',
  'command.retryAll_one': 'Fehlgeschlagenen Schritt wiederholen',
  'command.retryAll_other': '{{count}} fehlgeschlagene Schritte wiederholen',
  'command.skip': 'Überspringen',
  'command.pause': 'Anhalten',
  'command.resume': 'Fortsetzen',
  'command.cancel': 'Abbrechen',
  'command.rollback': 'Abbrechen und zurückrollen',
  'command.notAllowed': 'Um diesen Rollout zu steuern, ist die Berechtigung {{permission}} nötig.',
  'command.failed': 'Die Aktion wurde abgelehnt',
  'command.back': 'Zurück',
  'command.reason': 'Grund, für das Protokoll',
  'command.skipTitle': 'Schritt „{{step}}“ überspringen?',
  'command.skipText':
    'Der Rollout geht ohne diesen Schritt weiter. Teilweise Änderungen bleiben, und abhängige Schritte können fehlschlagen.',
  'command.cancelTitle': 'Diesen Rollout abbrechen?',
  'command.cancelConfirm': 'Rollout abbrechen',
  'command.cancelText':
    'Stoppt laufende Schritte und beginnt keine weiteren. Abgeschlossene Änderungen bleiben; der nächste Antrag macht dort weiter.',
  'command.rollbackTitle': 'Diesen Rollout abbrechen und zurückrollen?',
  'command.rollbackText':
    'Stoppt laufende Schritte. Dann werden die Änderungen dieses Rollouts rückgängig gemacht, die letzte zuerst.',
  'command.rollbackNothing': 'Kein Schritt hat begonnen, also gibt es nichts rückgängig zu machen.',
  'command.undone': 'Was rückgängig gemacht wird',
} as const satisfies Record<`kind.${StepKind}`, string> & Record<string, string>;
