import { Texts } from '../../../hooks/useTexts';

const shown = 10;

/** "a, b, c and 12 more". */
export function listed(t: Texts, names: string[]): string {
  const list = names.slice(0, shown).join(', ');
  return names.length > shown
    ? t('diagnostics.more', { list, number: `${names.length - shown}` })
    : list;
}
