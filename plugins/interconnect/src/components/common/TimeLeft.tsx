import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';
import { until } from './ago';
import { clockTime } from './clockTime';

/** When something ends, and how long that is from now: "Nov 24, 14:02, in 2 days". */
export function TimeLeft(props: { time: string }) {
  const t = useTexts();
  const now = useNow();
  return (
    <time dateTime={props.time} title={props.time}>
      {t('time.at', { time: clockTime(props.time, now), span: until(t, props.time, now) })}
    </time>
  );
}
