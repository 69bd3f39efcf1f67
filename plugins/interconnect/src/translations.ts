/**
 * Interconnect in other languages than English. New frontend system: the default export is a
 * feature of the app. Legacy: `createApp({ __experimentalTranslations: { availableLanguages: ['en',
 * 'de'], resources: [interconnectTranslations] } })`.
 *
 * @packageDocumentation
 */
import { createFrontendModule, createTranslationResource } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { interconnectTranslationRef } from './translation';

/** The texts in all languages that there are: German. @public */
export const interconnectTranslations = createTranslationResource({
  ref: interconnectTranslationRef,
  translations: { de: () => import('./translations/de') },
});

const translations = TranslationBlueprint.make({
  name: 'interconnect',
  params: { resource: interconnectTranslations },
});

/** Adds the languages to an app. @public */
export default createFrontendModule({ pluginId: 'app', extensions: [translations] });

export { interconnectTranslationRef } from './translation';
