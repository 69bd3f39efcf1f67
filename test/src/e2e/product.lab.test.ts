import { removeNetworks } from './api';
import { approvalScenarios } from './scenarios/approval';
import { chaosScenarios } from './scenarios/chaos';
import { networkScenarios } from './scenarios/network';
import { observationScenarios } from './scenarios/observation';
import { refusalScenarios } from './scenarios/refusals';
import { repairScenarios } from './scenarios/repair';
import { secretScenarios } from './scenarios/secrets';
import { seedScenarios } from './scenarios/seed';
import { tenancyScenarios } from './scenarios/tenancy';
import { Portal, startPortal } from './portal';

jest.setTimeout(600_000);

/** The whole product on real API servers and a real Temporal, one scenario after the other. */
describe('Interconnect, end to end', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(async () => {
    if (!portal) return;
    await removeNetworks(portal).finally(() => portal.stop());
  });

  const running = () => portal;
  seedScenarios(running);
  refusalScenarios(running);
  tenancyScenarios(running);
  approvalScenarios(running);
  networkScenarios(running);
  observationScenarios(running);
  repairScenarios(running);
  chaosScenarios(running);
  secretScenarios(running);
});
