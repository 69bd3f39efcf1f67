import type { Actions } from './Actions';
import { registerDiagnoseNetwork } from './diagnoseNetwork';
import { registerGetNetwork } from './getNetwork';
import { registerGetNetworkSchema } from './getNetworkSchema';
import { registerGetRollout } from './getRollout';
import { registerListAudit } from './listAudit';
import { registerListNetworks } from './listNetworks';
import { registerListRollouts } from './listRollouts';
import { registerPlanNetwork } from './planNetwork';
import { registerRequestNetwork } from './requestNetwork';

/**
 * What agents may do, by Backstage's actions registry: read, plan and ask. There is no action that
 * approves, rejects, skips or commands otherwise, because these are for people.
 */
export function registerActions(actions: Actions): void {
  registerListNetworks(actions);
  registerGetNetwork(actions);
  registerGetNetworkSchema(actions);
  registerPlanNetwork(actions);
  registerRequestNetwork(actions);
  registerDiagnoseNetwork(actions);
  registerListRollouts(actions);
  registerGetRollout(actions);
  registerListAudit(actions);
}
