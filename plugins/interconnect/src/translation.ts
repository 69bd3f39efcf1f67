import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** Every text of the plugin that a person reads. @public */
export const interconnectTranslationRef = createTranslationRef({
  id: 'plugin.interconnect',
  messages: {
    'phase.Empty': 'Empty',
    'phase.Progressing': 'Progressing',
    'phase.Ready': 'Ready',
    'phase.Degraded': 'Degraded',
    'phase.Deleting': 'Deleting',
    'phase.Unknown': 'Unknown',
  },
});
