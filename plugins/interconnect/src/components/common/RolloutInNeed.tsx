import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import { StateMark } from './StateMark';

/** States of an open rollout in which nothing goes on without a person. */
const inNeed: string[] = ['AwaitingApproval', 'Blocked', 'Paused'];

/** Link to the open rollout of a network, when it waits for a person; else nothing. */
export function RolloutInNeed({ network }: { network: Network }) {
  const t = useTexts();
  const path = useRouteRef(rolloutRouteRef);
  const { project, name, rollout } = network;
  if (!rollout || !inNeed.includes(rollout.state)) return null;
  return (
    <Link href={path({ project, network: name, rollout: rollout.id })} variant="body-small">
      <StateMark state={rollout.state} label={t(`rollout.${rollout.state}`)} />
    </Link>
  );
}
