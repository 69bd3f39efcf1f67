import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { Texts } from '../../hooks/useTexts';

/** What is wrong, as it stands beside a field: "Is missing. Accepted: …". */
export function errorText(t: Texts, { message, accepted }: FieldError): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return accepted ? t('request.error', { message: sentence, accepted }) : sentence;
}
