/** Texts about the manifests that a plan applies. */
export const reviewTexts = {
  'review.title': 'Manifests',
  'review.loading': 'Loading the manifests',
  'review.failed': 'The manifests could not be loaded, so you cannot approve this now',
  'review.notAllowed':
    'Only people who can change the network or approve its rollouts can see the manifests.',
  'review.show': 'Show manifest changes',
  'review.none': 'This plan applies and removes no manifests.',
  'review.new': '{{application}} on {{clusters}}: new',
  'review.changed': '{{application}} on {{clusters}}: changed',
  'review.same': '{{application}} on {{clusters}}: unchanged',
  'review.removed': '{{application}} on {{clusters}}: removed',
  'review.sameText': 'Identical to what was last applied.',
  'review.partial':
    'The text shown as removed was not applied completely: something else may be running.',
  'review.diff': 'Changes of {{application}} on {{clusters}}',
  'review.fromLine': '… from line {{line}}',
  'review.planDigest': 'Plan digest:',
  'review.planChanged': 'The plan has changed since it was shown: go back and review it again',
} as const;
