import { Alert } from '@backstage/ui';
import { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { verdictOf } from './approval/verdict';
import { isKnownState } from './stateTexts';

/** What a state means for a person, where it needs saying. */
export function RolloutNotice({ rollout }: { rollout: Rollout }) {
  const t = useTexts();
  const { state } = rollout;
  if (!isKnownState(state)) {
    return <Alert status="warning" icon title={t('notice.unknown', { state })} />;
  }
  switch (state) {
    case 'Blocked': {
      const count = rollout.steps.filter(step => step.state === 'Failed').length;
      return <Alert status="warning" icon title={t('notice.Blocked', { count })} />;
    }
    case 'Failed':
    case 'RollbackIncomplete':
      return <Alert status="danger" icon title={t(`notice.${state}`)} />;
    case 'AwaitingApproval':
    case 'Canceled':
      // What an approval has to do with it, its own panel says.
      if (verdictOf(rollout) !== undefined && verdictOf(rollout) !== 'approved') return null;
      return <Alert status="info" icon title={t(`notice.${state}`)} />;
    case 'Paused':
      return <Alert status="info" icon title={t(`notice.${state}`)} />;
    default:
      return null;
  }
}
