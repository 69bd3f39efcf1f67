/** Texts that several pages use. */
export const commonTexts = {
  'tab.networks': 'Networks',
  'tab.clusters': 'Clusters',

  'phase.Empty': 'Empty',
  'phase.Progressing': 'Progressing',
  'phase.Ready': 'Ready',
  'phase.Degraded': 'Degraded',
  'phase.Deleting': 'Deleting',
  'phase.Unknown': 'Unknown',

  'observed.Ready': 'Ready',
  'observed.NotReady': 'Not ready',
  'observed.Unknown': 'Unknown',

  'link.Up': 'Up',
  'link.Down': 'Down',
  'link.Unknown': 'Unknown',

  'rollout.AwaitingApproval': 'Awaiting approval',
  'rollout.Running': 'Running',
  'rollout.Paused': 'Paused',
  'rollout.Blocked': 'Blocked',
  'rollout.Succeeded': 'Succeeded',
  'rollout.Failed': 'Failed',
  'rollout.RollingBack': 'Rolling back',
  'rollout.RolledBack': 'Rolled back',
  'rollout.RollbackIncomplete': 'Rollback incomplete',
  'rollout.Canceled': 'Canceled',

  'operation.create': 'Create',
  'operation.update': 'Update',
  'operation.delete': 'Delete',
  'operation.rotate': 'Rotate',
  'operation.repair': 'Repair',

  'role.hub': 'Hub',
  'role.spoke': 'Spoke',

  'time.now': 'just now',
  'time.ago': '{{span}} ago',
  'time.at': '{{time}}, {{span}}',
  'time.in': 'in {{span}}',
  'time.over': 'now',
  'time.since': 'since {{time}}, {{ago}}',
  'time.observed': 'checked {{ago}}',
  'time.stale': 'checked {{ago}}, may be out of date',
  'time.staleShort': '{{ago}}, may be out of date',
  'time.never': 'not checked yet',

  'span.seconds': '{{number}} s',
  'span.minutes': '{{number}} min',
  'span.hours': '{{number}} h',
  'span.days_one': '{{count}} day',
  'span.days_other': '{{count}} days',

  'copy.action': 'Copy {{what}}',
  'copy.done': 'Copied {{what}}',
  'copy.failed': 'The browser does not allow copying. Select the text and copy it yourself',

  'error.title': 'This could not be loaded',
  'error.denied': 'You are not allowed to see this',
  'error.permission': 'You need the permission {{permission}}. Ask the owner of the project.',
  'error.missing': 'Not found',
  'error.unreachable': 'The portal’s backend does not answer. Try again in a moment.',
  'error.limited': 'Too many requests. Try again in {{seconds}} seconds',
  'error.again': 'Try again',
  'error.outdated': 'This could not be refreshed: {{message}}',

  'permission.missing': 'You need the permission {{permission}}',

  'dialog.cancel': 'Cancel',

  'table.search': 'Search',
  'table.noMatch': 'No matches for the search and filters.',
  'filter.all': 'All',

  'loading.page': 'Loading',
  'loading.networks': 'Loading networks',
  'loading.network': 'Loading the network',
  'loading.clusters': 'Loading clusters',
  'loading.rollouts': 'Loading rollouts',
  'loading.audit': 'Loading the audit log',
  'loading.plan': 'Calculating the plan',

  'notFound.title': 'Page not found',
  'notFound.text': 'The address may be outdated or misspelled.',
  'notFound.action': 'All networks',
} as const;
