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
