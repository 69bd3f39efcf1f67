import {
  networkOperatePermission,
  Rollout,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  creationPlan,
  RecordedApi,
  reviewOf,
  rollbackPlanOf,
  shopNetwork,
} from '../../../../dev/answers';
import { renderPlugin } from '../../../__testUtils__/renderPlugin';

/** The page of a rollout, on an API that answers with it (or fails). */
export function renderRollout(
  answer: Rollout | Promise<Rollout> | Error,
  options: {
    network?: string;
    /** Names of permissions; true: commanding it. */
    denied?: boolean | string[];
    identity?: { userEntityRef: string; ownershipEntityRefs: string[] };
    command?: jest.Mock;
    /** Instead of the manifests of a new network. */
    review?: jest.Mock;
  } = {},
) {
  const api = new RecordedApi([]);
  const getRollout = jest.fn(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const commandRollout = options.command ?? jest.fn(async () => answer);
  const reviewRollout =
    options.review ??
    jest.fn(async () => reviewOf(creationPlan(shopNetwork(new Date())), 'd'.repeat(64)));
  const planRollback = jest.fn(async () =>
    rollbackPlanOf(shopNetwork(new Date()), await getRollout()),
  );
  Object.assign(api, { getRollout, commandRollout, reviewRollout, planRollback });
  renderPlugin(`/networks/edge-shop/${options.network ?? 'shop'}/rollouts/rollout-1`, api, {
    ...(options.denied && {
      denied: Array.isArray(options.denied) ? options.denied : [networkOperatePermission.name],
    }),
    ...(options.identity && { identity: options.identity }),
  });
  return { getRollout, commandRollout };
}
