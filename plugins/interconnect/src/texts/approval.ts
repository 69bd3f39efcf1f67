

/** Texts about the approval of rollouts. */
export const approvalTexts = {
  'approval.title': 'Approval',
  'approval.waiting': 'Waiting for approval: nothing happens until someone approves it',
  'approval.approved': 'Approved',
  'approval.rejected': 'Rejected: nothing was changed',
  'approval.expired': 'Expired: nobody decided in time, nothing was changed',
  'approval.withdrawn': 'Withdrawn before a decision: nothing was changed',
  'approval.why': 'Why approval is needed',
  'approval.who': 'Who can approve',
  'approval.until': 'Expires',
  'approval.asked': 'Requested by',
  'approval.onBehalfOf': 'On behalf of',
  'approval.decided': 'Decided',
  'approval.decisionReason': 'Reason',
  'approval.approve': 'Approve',
  'approval.approveTitle': 'Approve this rollout?',
  'approval.approveText_one': 'It starts immediately, with {{count}} step.',
  'approval.approveText_other': 'It starts immediately, with {{count}} steps.',
  'approval.reject': 'Reject',
  'approval.rejectTitle': 'Reject this rollout?',
  'approval.rejectText': 'It ends without any change. The requester is told, with your reason.',
  'approval.obstacle.own':
    'This is your own request: someone else has to decide. You can withdraw it.',
  'approval.obstacle.stranger': 'You are not one of those who can approve this.',
  'approval.obstacle.permission': 'Deciding requires the permission {{permission}}.',
  'approval.withdraw': 'Withdraw',
  'approval.withdrawTitle': 'Withdraw this request?',
  'approval.withdrawConfirm': 'Withdraw the request',
  'approval.withdrawText': 'The rollout ends without any change.',
  'approval.network': 'A request for this network is waiting for approval',
  'approval.networkText': 'Nothing changes on any cluster until it is approved.',
  'approval.blocked': 'The rollout of this network is blocked',
  'approval.blockedText': 'A step failed. The rollout waits until someone retries or skips it.',
  'approval.show': 'Show the rollout',
  'approval.plan': 'This requires approval by {{approvers}}',
  'approval.planText': 'After you submit it, it waits until someone approves it.',
} as const;

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
