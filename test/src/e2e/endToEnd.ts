import { removeNetworks } from './api';
import { Portal, startPortal } from './portal';
import { secretScenarios } from './scenarios/secrets';

type Scenarios = (portal: () => Portal) => void;

/**
 * The product on real API servers and a real Temporal, one scenario after the other: with a worker,
 * a backend and a database of its own. At the end no secret may stand anywhere.
 */
export function endToEnd(name: string, scenarios: Scenarios[]) {
  describe(`Interconnect, end to end: ${name}`, () => {
    let portal: Portal;
    beforeAll(async () => {
      portal = await startPortal();
    });
    afterAll(async () => {
      if (!portal) return;
      await removeNetworks(portal).finally(() => portal.stop());
    });

    const running = () => portal;
    for (const scenario of [...scenarios, secretScenarios]) scenario(running);
  });
}
