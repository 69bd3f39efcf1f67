import { TranslationFunction, useTranslationRef } from '@backstage/frontend-plugin-api';
import { interconnectTranslationRef } from '../translation';

/** `t('key', variables)`: a text of the plugin. */
export type Texts = TranslationFunction<(typeof interconnectTranslationRef)['T']>;

/** The texts of the plugin in the language of the app. */
export function useTexts(): Texts {
  return useTranslationRef(interconnectTranslationRef).t;
}
