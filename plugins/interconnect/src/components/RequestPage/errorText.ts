import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../hooks/useTexts';
import { PlacedError } from './state/placedErrors';

/** What is wrong, as it stands beside a field: "Is missing. Accepted: …". */
export function errorText(t: Texts, { message, accepted }: FieldError): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return accepted ? t('request.error', { message: sentence, accepted }) : sentence;
}

/** All that is wrong at each place. */
export function textsByPlace(t: Texts, errors: PlacedError[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const error of errors) {
    if (error.place === undefined) continue;
    const before = texts.get(error.place);
    const text = errorText(t, error);
    texts.set(error.place, before === undefined ? text : `${before}. ${text}`);
  }
  return texts;
}
