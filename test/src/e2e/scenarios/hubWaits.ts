import { removeNetworks } from '../api';
import { deadLabel } from '../deadWebhook';
import { differenceOf } from '../difference';
import { heldUp } from '../heldUp';
import { Portal } from '../portal';
import { addressWaits } from './addressWaits';
import { certificateWaits } from './certificateWaits';

/** What a hub needs of its cluster does not come: the rollout waits, and says why. */
export function hubWaitScenarios(portal: () => Portal) {
  describe('waiting for what a hub needs', () => {
    const kit = heldUp(portal);
    let before: Record<string, string[]>;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
    });
    afterAll(async () => {
      await kit.release();
      await kit.on('delete', 'validatingwebhookconfiguration', '-l', deadLabel);
      await removeNetworks(portal());
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    addressWaits(portal, kit);
    certificateWaits(portal, kit);
  });
}
