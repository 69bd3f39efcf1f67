import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { allNetworks, RecordedApi } from '../dev/answers';
import { interconnectApiRef } from './api';
import { interconnectPlugin } from './plugin';
import { approvalTexts, reviewTexts } from './texts/approval';
import { commonTexts } from './texts/common';
import { entityTexts, networksTexts } from './texts/networks';
import { networkTexts } from './texts/network';
import { requestTexts } from './texts/request';
import { rolloutTexts } from './texts/rollout';
import { interconnectTranslationRef } from './translation';
import translations, { interconnectTranslations } from './translations';
import german from './translations/de';

const parts: Record<string, string>[] = [
  commonTexts,
  networksTexts,
  networkTexts,
  rolloutTexts,
  approvalTexts,
  reviewTexts,
  entityTexts,
  requestTexts,
];
const english: Record<string, string> = Object.assign({}, ...parts);
const translated = german.messages as Record<string, string>;
const variables = (text: string) => [...text.matchAll(/{{\w+}}/g)].map(String).sort();

describe('English', () => {
  it('has no key twice', () => {
    const keys = parts.flatMap(part => Object.keys(part));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

describe('German', () => {
  it('has every text, and none that is not used any more', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))('%s: has the same variables', key => {
    expect(variables(translated[key] ?? '')).toEqual(variables(english[key]));
  });

  it('is of the texts of the plugin', () => {
    expect(german.id).toBe(interconnectTranslationRef.id);
    expect(interconnectTranslations.id).toBe(interconnectTranslationRef.id);
  });

  it('is what an app shows that has the language', async () => {
    renderTestApp({
      features: [interconnectPlugin, translations],
      config: {
        backend: { baseUrl: 'http://localhost:7007' },
        app: {
          baseUrl: 'http://localhost:3000',
          extensions: [
            {
              'api:app/app-language': {
                config: { availableLanguages: ['en', 'de'], defaultLanguage: 'de' },
              },
            },
          ],
        },
      },
      initialRouteEntries: ['/interconnect'],
      apis: [[interconnectApiRef, new RecordedApi(allNetworks(new Date()))]],
    });
    expect((await screen.findAllByText('Bereit')).length).toBeGreaterThan(0);
    expect(screen.getByRole('searchbox')).toHaveAttribute('placeholder', 'Suchen');
  });
});
