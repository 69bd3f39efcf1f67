import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { approvalTexts, reviewTexts } from './texts/approval';
import { commonTexts } from './texts/common';
import { entityTexts, networksTexts } from './texts/networks';
import { networkTexts } from './texts/network';
import { requestTexts } from './texts/request';
import { rolloutTexts } from './texts/rollout';

/** Every text of the plugin that a person reads; one file of texts a page. @public */
export const interconnectTranslationRef = createTranslationRef({
  id: 'plugin.interconnect',
  messages: {
    ...commonTexts,
    ...networksTexts,
    ...networkTexts,
    ...rolloutTexts,
    ...approvalTexts,
    ...reviewTexts,
    ...entityTexts,
    ...requestTexts,
  },
});
