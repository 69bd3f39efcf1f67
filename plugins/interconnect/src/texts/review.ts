/** Texts about the manifests that a plan applies. */
export const reviewTexts = {
  'review.title': 'Manifests',
  'review.loading': 'Loading the manifests',
  'review.failed': 'The manifests cannot be shown, so this cannot be approved now',
  'review.notAllowed':
    'The manifests are shown to those who may change the network and to those who may approve.',
  'review.show': 'Show what changes in the manifests',
  'review.none': 'No manifest is applied or removed by this plan.',
  'review.new': '{{application}} on {{clusters}}: new',
  'review.changed': '{{application}} on {{clusters}}: changed',
  'review.same': '{{application}} on {{clusters}}: the same again',
  'review.removed': '{{application}} on {{clusters}}: removed',
  'review.sameText': 'The bytes are those that were applied last.',
  'review.partial':
    'Applying what is shown as removed did not end: what runs may be something else.',
  'review.diff': 'Changes of {{application}} on {{clusters}}',
  'review.fromLine': '… from line {{line}}',
  'review.planDigest': 'Digest of the plan:',
  'review.planChanged': 'The plan has changed since it was shown: go back and look at it again',
} as const;
