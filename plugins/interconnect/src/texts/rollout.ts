/** Texts of the page of one rollout. */
export const rolloutTexts = {
  'rolloutPage.title': '{{operation}} {{network}}',
  'rolloutPage.network': 'Network {{network}}',
  'rolloutPage.state': 'State',
  'rolloutPage.by': 'Requested by',
  'rolloutPage.started': 'Started',
  'rolloutPage.duration': 'Duration',
  'rolloutPage.progress': 'Steps',
  'rolloutPage.temporal': 'Temporal',
  'rolloutPage.open': 'Open in Temporal',
  'rolloutPage.loading': 'Loading the rollout',
  'rolloutPage.gone': 'Network {{network}} has no rollout {{rollout}}',
  'rolloutPage.goneText':
    'The address may be old or mistyped. The network’s page lists its rollouts.',
  'rolloutPage.allRollouts': 'All rollouts of the network',
  'rolloutPage.empty': 'This rollout has no steps',
  'rolloutPage.emptyText': 'Everything already was as it was asked for.',
  'rolloutPage.graph': 'Steps in the order of need',
  'rolloutPage.steps': 'Steps',

  'notice.AwaitingApproval': 'Nothing is done until this rollout is approved.',
  'notice.Paused':
    'No new step starts until the rollout is resumed. What was running comes to its end.',
  'notice.Blocked_one':
    '{{count}} step failed, and nothing else can start. The rollout waits: retry the step, skip it, or cancel.',
  'notice.Blocked_other':
    '{{count}} steps failed, and nothing else can start. The rollout waits: retry the steps, skip them, or cancel.',
  'notice.Failed': 'This rollout has ended. Another request plans again what is missing.',
  'notice.RollbackIncomplete':
    'Not everything could be undone. The steps that are marked so below tell what is left.',
  'notice.Canceled': 'This rollout was canceled. What was done until then stays.',
  'notice.unknown':
    'This version of the portal does not know the state “{{state}}”. Temporal’s own page tells more.',

  'graph.summary':
    '{{all}} steps: {{done}} done, {{running}} running, {{failed}} failed, {{waiting}} waiting. The table of steps below says the same.',
  'graph.grouped':
    'Steps that run or failed are drawn one by one, the others in groups. The table lists each.',
  'graph.group_one': '{{count}} step',
  'graph.group_other': '{{count}} steps',
  'graph.count': '{{number}} {{state}}',

  'kind.createNetwork': 'Create network',
  'kind.deployLoadBalancer': 'Load balancer',
  'kind.deploySkupper': 'Skupper',
  'kind.deployApplication': 'Application {{application}}',
  'kind.linkSpoke': 'Link to the hub',
  'kind.publishServices': 'Publish services',
  'kind.retireAuthority': 'Refuse old certificates',
  'kind.verify': 'Verify',
  'kind.remove': 'Remove: {{what}}',

  'step.Pending': 'Waiting',
  'step.Running': 'Running',
  'step.Succeeded': 'Done',
  'step.Failed': 'Failed',
  'step.Skipped': 'Skipped',
  'step.Undone': 'Undone',
  'step.NotStarted': 'Not started',
  'step.UndoFailed': 'Not undone',

  'steps.search': 'Search steps',
  'steps.step': 'Step',
  'steps.state': 'State',
  'steps.cluster': 'Cluster',
  'steps.attempts': 'Attempts',
  'steps.duration': 'Duration',
  'steps.message': 'Message',
  'steps.actions': 'Actions',
  'steps.open': 'Temporal',
  'steps.openLabel': 'Open step {{step}} in Temporal',
  'steps.waitsFor': 'waits for {{steps}}',
  'steps.attemptBefore': 'The attempt before failed: {{error}}',
  'steps.more': '{{list}} and {{number}} more',
  'steps.retryLabel': 'Retry step {{step}}',
  'steps.skipLabel': 'Skip step {{step}}',

  'command.retry': 'Retry',
  'command.retryAll_one': 'Retry the failed step',
  'command.retryAll_other': 'Retry {{count}} failed steps',
  'command.skip': 'Skip',
  'command.pause': 'Pause',
  'command.resume': 'Resume',
  'command.cancel': 'Cancel',
  'command.rollback': 'Cancel and roll back',
  'command.notAllowed': 'Commanding this rollout needs the permission {{permission}}.',
  'command.failed': 'The rollout did not take this',
  'command.back': 'Not now',
  'command.reason': 'Reason, for the audit log',
  'command.skipTitle': 'Skip step “{{step}}”?',
  'command.skipText':
    'The rollout goes on as if this step were done. What the step began stays as it is; what needs it may fail.',
  'command.cancelTitle': 'Cancel this rollout?',
  'command.cancelConfirm': 'Cancel the rollout',
  'command.cancelText':
    'Running steps are stopped, no other starts. Everything that was done stays as it is; the next request goes on from there.',
  'command.rollbackTitle': 'Cancel this rollout and roll back?',
  'command.rollbackText':
    'Running steps are stopped. Then what this rollout changed is led back to how it was before, for these steps, the last first.',
  'command.rollbackNothing': 'No step has started: there is nothing to undo.',
  'command.undone': 'What is undone',
} as const;
