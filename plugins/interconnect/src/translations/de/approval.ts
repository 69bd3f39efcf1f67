/** German: texts about the approval of rollouts. */
export const approvalTexts = {
  'approval.title': 'Freigabe',
  'approval.waiting': 'Wartet auf Freigabe: Nichts geschieht, bis jemand es freigibt',
  'approval.approved': 'Freigegeben',
  'approval.rejected': 'Abgelehnt: Nichts wurde geändert',
  'approval.expired': 'Abgelaufen: Niemand hat rechtzeitig entschieden, nichts wurde geändert',
  'approval.withdrawn': 'Zurückgezogen vor einer Entscheidung: Nichts wurde geändert',
  'approval.why': 'Warum eine Freigabe nötig ist',
  'approval.who': 'Wer freigeben kann',
  'approval.until': 'Läuft ab',
  'approval.asked': 'Beantragt von',
  'approval.onBehalfOf': 'Für',
  'approval.decided': 'Entschieden',
  'approval.decisionReason': 'Grund',
  'approval.approve': 'Freigeben',
  'approval.approveTitle': 'Diesen Rollout freigeben?',
  'approval.approveText_one': 'Er beginnt sofort, mit {{count}} Schritt.',
  'approval.approveText_other': 'Er beginnt sofort, mit {{count}} Schritten.',
  'approval.reject': 'Ablehnen',
  'approval.rejectTitle': 'Diesen Rollout ablehnen?',
  'approval.rejectText':
    'Er endet ohne Änderung. Wer ihn beantragt hat, erfährt es, mit Ihrem Grund.',
  'approval.obstacle.own':
    'Das ist Ihr eigener Antrag: Jemand anders muss entscheiden. Sie können ihn zurückziehen.',
  'approval.obstacle.stranger': 'Sie gehören nicht zu denen, die das freigeben können.',
  'approval.obstacle.permission': 'Zum Entscheiden ist die Berechtigung {{permission}} nötig.',
  'approval.withdraw': 'Zurückziehen',
  'approval.withdrawTitle': 'Diesen Antrag zurückziehen?',
  'approval.withdrawConfirm': 'Den Antrag zurückziehen',
  'approval.withdrawText': 'Der Rollout endet ohne Änderung.',
  'approval.network': 'Ein Antrag für dieses Netz wartet auf Freigabe',
  'approval.networkText': 'Auf keinem Cluster ändert sich etwas, bis er freigegeben ist.',
  'approval.blocked': 'Der Rollout dieses Netzes ist blockiert',
  'approval.blockedText':
    'Ein Schritt ist fehlgeschlagen. Der Rollout wartet, bis ihn jemand wiederholt oder überspringt.',
  'approval.show': 'Den Rollout zeigen',
  'approval.plan': 'Das braucht die Freigabe von {{approvers}}',
  'approval.planText': 'Nach dem Absenden wartet es, bis jemand es freigibt.',
} as const;

/** German: texts about the manifests that a plan applies. */
export const reviewTexts = {
  'review.title': 'Manifeste',
  'review.loading': 'Die Manifeste werden geladen',
  'review.failed':
    'Die Manifeste konnten nicht geladen werden, deshalb können Sie das jetzt nicht freigeben',
  'review.notAllowed':
    'Nur wer das Netz ändern oder seine Rollouts freigeben darf, kann die Manifeste sehen.',
  'review.show': 'Änderungen an Manifesten zeigen',
  'review.none': 'Dieser Plan wendet keine Manifeste an und entfernt keine.',
  'review.new': '{{application}} auf {{clusters}}: neu',
  'review.changed': '{{application}} auf {{clusters}}: geändert',
  'review.same': '{{application}} auf {{clusters}}: unverändert',
  'review.removed': '{{application}} auf {{clusters}}: entfernt',
  'review.sameText': 'Identisch mit dem, was zuletzt angewendet wurde.',
  'review.partial':
    'Der als entfernt gezeigte Text wurde nicht vollständig angewendet: Es läuft vielleicht etwas anderes.',
  'review.diff': 'Änderungen an {{application}} auf {{clusters}}',
  'review.fromLine': '… ab Zeile {{line}}',
  'review.planDigest': 'Digest des Plans:',
  'review.planChanged':
    'Der Plan hat sich geändert, seit er gezeigt wurde: Gehen Sie zurück und prüfen Sie ihn noch einmal',
} as const;
