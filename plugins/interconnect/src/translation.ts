import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { commonTexts } from './texts/common';
import { networksTexts } from './texts/networks';
import { networkTexts } from './texts/network';

/** Every text of the plugin that a person reads; one file of texts a page. @public */
export const interconnectTranslationRef = createTranslationRef({
  id: 'plugin.interconnect',
  messages: { ...commonTexts, ...networksTexts, ...networkTexts },
});
