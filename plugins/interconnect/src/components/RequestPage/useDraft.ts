import { useCallback, useEffect, useState } from 'react';
import { Draft, draftOf } from './state/draft';
import { dropDraft, loadDraft, saveDraft } from './state/draftStore';
import { RequestState } from './state/requestState';

/** How long after the last change it is kept, in ms. */
const pauseMs = 400;

/** A draft that was found, and what can be done with it. */
export interface Drafts {
  /** What was kept before; until it is restored or discarded. */
  offered?: Draft;
  /** Whether the last change is kept. */
  kept: boolean;
  /** The offer was decided on: from now on changes are kept. `discard`: removes what was kept. */
  settle(options: { discard: boolean }): void;
}

/** Keeps the request in the browser while it is written, and offers what was kept before. */
export function useDraft(key: string, state: RequestState): Drafts {
  const [offered, setOffered] = useState(() => loadDraft(key));
  const [kept, setKept] = useState(false);
  const { project, name, etag, document, changed } = state;

  useEffect(() => {
    if (!changed || offered) return undefined;
    const timer = setTimeout(() => {
      const draft = draftOf({ project, name, etag, document }, new Date().toISOString());
      setKept(saveDraft(key, draft));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [key, project, name, etag, document, changed, offered]);

  const settle = useCallback(
    ({ discard }: { discard: boolean }) => {
      setOffered(undefined);
      if (discard) dropDraft(key);
    },
    [key],
  );
  return { ...(offered && { offered }), kept, settle };
}
