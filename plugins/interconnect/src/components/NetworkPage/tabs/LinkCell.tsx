import { Cell } from '@backstage/ui';
import {
  LinkObservation,
  MemberObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { since as sinceText } from '../../common/time';
import { Quiet } from '../../common/cells';
import { StateMark } from '../../common/StateMark';

/** The link of a spoke, since when it is so, and why, unless the member's message says it. */
export function LinkCell({ member }: { member: MemberObservation }) {
  const t = useTexts();
  const now = useNow();
  if (member.role === 'hub') {
    return (
      <Cell>
        <Quiet>{t('members.noLink')}</Quiet>
      </Cell>
    );
  }
  const { state, since, message = '' }: LinkObservation = member.link ?? { state: 'Unknown' };
  const isSaid = member.message?.includes(message) === true || message === '';
  return (
    <Cell>
      <StateMark state={state} label={t(`link.${state}`)} />
      {since && (
        <Quiet as="div">
          <time dateTime={since} title={since}>
            {sinceText(t, since, now)}
          </time>
        </Quiet>
      )}
      {!isSaid && <Quiet as="div">{message}</Quiet>}
    </Cell>
  );
}
