import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { interconnectTranslationRef } from '../translation';
import { approvalTexts, reviewTexts } from './de/approval';
import { commonTexts } from './de/common';
import { entityTexts, networksTexts } from './de/networks';
import { networkTexts } from './de/network';
import { requestTexts } from './de/request';
import { rolloutTexts } from './de/rollout';

/** German. Not marked as full, so that a text that was not translated yet is shown in English. */
export default createTranslationMessages({
  ref: interconnectTranslationRef,
  messages: {
    ...commonTexts,
    ...networksTexts,
    ...networkTexts,
    ...requestTexts,
    ...rolloutTexts,
    ...approvalTexts,
    ...reviewTexts,
    ...entityTexts,
  },
});
