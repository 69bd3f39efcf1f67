import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';
import { ago } from './ago';

/** A time as people say it, with the exact one as title. */
export function TimeAgo(props: { time: string }) {
  const t = useTexts();
  const now = useNow();
  return (
    <time dateTime={props.time} title={props.time}>
      {ago(t, props.time, now)}
    </time>
  );
}
