import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Draft, draftOf, readDraft } from './state/draft';
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

/** Keeps the request in the browser (the storage of the portal) while it is written, and offers what was kept before. */
export function useDraft(key: string, state: RequestState): Drafts {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket('interconnect.drafts'), [storage]);
  const [offered, setOffered] = useState(() => readDraft(bucket.snapshot(key).value));
  const [kept, setKept] = useState(false);
  const { project, name, etag, document, changed } = state;

  // storages that are not in the browser answer later
  useEffect(() => {
    const first = bucket.snapshot(key);
    if (first.presence !== 'unknown') return undefined;
    const subscription = bucket.observe$(key).subscribe(({ presence, value }) => {
      if (presence === 'unknown') return;
      setOffered(readDraft(value));
      subscription.unsubscribe();
    });
    return () => subscription.unsubscribe();
  }, [bucket, key]);

  useEffect(() => {
    if (!changed || offered) return undefined;
    let outdated = false;
    const draft = draftOf({ project, name, etag, document }, new Date().toISOString());
    const timer = setTimeout(() => {
      const keeping = Promise.resolve(bucket.set(key, { ...draft }));
      keeping.then(
        () => outdated || setKept(true),
        () => outdated || setKept(false), // full, or not allowed: nothing says then that it is kept
      );
    }, pauseMs);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [bucket, key, project, name, etag, document, changed, offered]);

  const settle = useCallback(
    ({ discard }: { discard: boolean }) => {
      setOffered(undefined);
      if (discard) void bucket.remove(key);
    },
    [bucket, key],
  );
  return { ...(offered && { offered }), kept, settle };
}
