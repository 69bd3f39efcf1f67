/** German: texts about the manifests that a plan applies. */
export const reviewTexts = {
  'review.title': 'Manifeste',
  'review.loading': 'Die Manifeste werden geladen',
  'review.failed':
    'Die Manifeste können nicht gezeigt werden, deshalb kann das jetzt nicht freigegeben werden',
  'review.notAllowed':
    'Die Manifeste sehen alle, die das Netz ändern dürfen, und alle, die freigeben dürfen.',
  'review.show': 'Zeigen, was sich an den Manifesten ändert',
  'review.none': 'Dieser Plan wendet kein Manifest an und entfernt keines.',
  'review.new': '{{application}} auf {{clusters}}: neu',
  'review.changed': '{{application}} auf {{clusters}}: geändert',
  'review.same': '{{application}} auf {{clusters}}: noch einmal dasselbe',
  'review.removed': '{{application}} auf {{clusters}}: entfernt',
  'review.sameText': 'Es sind die Bytes, die zuletzt angewendet wurden.',
  'review.partial':
    'Das Anwenden dessen, was als entfernt gezeigt wird, ist nicht zu Ende gekommen: Was läuft, kann etwas anderes sein.',
  'review.diff': 'Änderungen an {{application}} auf {{clusters}}',
  'review.fromLine': '… ab Zeile {{line}}',
  'review.planDigest': 'Digest des Plans:',
  'review.planChanged':
    'Der Plan hat sich geändert, seit er gezeigt wurde: Gehen Sie zurück und sehen Sie ihn noch einmal an',
} as const;
