import { Draft, readDraft } from './draft';

const prefix = 'interconnect.draft:';

/*
 * The browser's own storage, and not the StorageApi: in many portals that one writes to a backend,
 * and what is not submitted is to stay here.
 */

/** What is kept under a key. */
export function loadDraft(key: string): Draft | undefined {
  try {
    return readDraft(JSON.parse(localStorage.getItem(prefix + key) ?? 'null'));
  } catch {
    return undefined; // not readable, or the browser does not allow it
  }
}

/** Keeps a draft; false when the browser does not (it is full, or does not allow it). */
export function saveDraft(key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forgets what is kept under a key. */
export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // there is nothing then
  }
}
