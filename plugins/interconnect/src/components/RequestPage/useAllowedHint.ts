import { someOf } from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback } from 'react';
import { useTexts } from '../../hooks/useTexts';

/** Makes a hint that ends with what the project may choose, as far as that is known. */
export function useAllowedHint(): (hint: string, allowed: readonly string[] | undefined) => string {
  const t = useTexts();
  return useCallback(
    (hint, allowed) =>
      allowed?.length ? `${hint} ${t('request.allowed', { what: someOf(allowed) })}` : hint,
    [t],
  );
}
