/** The cursor of the next page in a `Link` header (RFC 8288); undefined on the last page. */
export function nextCursorOf(link: string | null): string | undefined {
  for (const [, target, parameters] of (link ?? '').matchAll(/<([^>]*)>((?:\s*;[^,;]*)*)/g)) {
    if (/;\s*rel="?next"?\s*(;|$)/.test(parameters)) {
      const query = target.includes('?') ? target.slice(target.indexOf('?')) : '';
      return new URLSearchParams(query).get('cursor') ?? undefined;
    }
  }
  return undefined;
}
