import type { StepKind } from '@interconnect/backstage-plugin-interconnect-common';

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
    'The address may be outdated or misspelled. The page of the network lists its rollouts.',
  'rolloutPage.allRollouts': 'All rollouts of the network',
  'rolloutPage.empty': 'This rollout has no steps',
  'rolloutPage.emptyText': 'Everything was already as requested.',
  'rolloutPage.graph': 'Steps and dependencies',
  'rolloutPage.steps': 'Steps',

  'notice.AwaitingApproval': 'Nothing happens until this rollout is approved.',
  'notice.Paused': 'No new steps start until the rollout is resumed. Running steps finish.',
  'notice.Blocked_one':
    '{{count}} step failed, and no other step can start. Retry the step, skip it, or cancel the rollout.',
  'notice.Blocked_other':
    '{{count}} steps failed, and no other step can start. Retry the steps, skip them, or cancel the rollout.',
  'notice.Failed': 'This rollout has ended. A new request plans what is still missing.',
  'notice.RollbackIncomplete':
    'Not everything could be undone. The steps marked “Not undone” below show what is left.',
  'notice.Canceled': 'This rollout was canceled. Completed changes stay.',
  'notice.unknown':
    'This version of the portal does not know the state “{{state}}”. See the page of the rollout in Temporal.',

  'graph.summary':
    '{{all}} steps: {{done}} done, {{running}} running, {{failed}} failed, {{waiting}} waiting. The table of steps below says the same.',
  'graph.grouped':
    'Running and failed steps are drawn one by one, the others in groups. The table lists each one.',
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
  'steps.count_one': '{{count}} step',
  'steps.count_other': '{{count}} steps',
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
  'steps.attemptBefore': 'The previous attempt failed: {{error}}',
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
  'command.notAllowed': 'Controlling this rollout requires the permission {{permission}}.',
  'command.failed': 'The action was rejected',
  'command.back': 'Go back',
  'command.reason': 'Reason, for the audit log',
  'command.skipTitle': 'Skip step “{{step}}”?',
  'command.skipText':
    'Continues without this step. Partial changes stay, and dependent steps may fail.',
  'command.cancelTitle': 'Cancel this rollout?',
  'command.cancelConfirm': 'Cancel the rollout',
  'command.cancelText':
    'Stops running steps and starts no more. Completed changes stay; the next request continues from there.',
  'command.rollbackTitle': 'Cancel this rollout and roll back?',
  'command.rollbackText':
    'Stops running steps. Then the changes of this rollout are undone, the last first.',
  'command.rollbackNothing': 'No step has started, so there is nothing to undo.',
  'command.undone': 'What is undone',
} as const satisfies Record<`kind.${StepKind}`, string> & Record<string, string>;
