import { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { guestToken, startBackend, startWorker } from '@interconnect/lab/stack';
import { auditOf, deleteNetwork, putNetwork, waitForRollout } from '../api';
import { backendUrl, shopDocument } from '../documents';
import { Portal } from '../portal';

const someDone = ({ steps }: Rollout) => steps.some(step => step.state === 'Succeeded');
const succeeded = ({ state }: Rollout) => state === 'Succeeded';

/**
 * `kill -9` in the middle of a rollout: it goes on where it was, and nothing is missing in the
 * audit.
 */
export function chaosScenarios(portal: () => Portal) {
  describe('crashes', () => {
    afterEach(() => deleteNetwork(portal(), 'crash'));

    async function restartBackend(during: () => Promise<void>) {
      await portal().backend.kill();
      await during();
      portal().backend = await startBackend(portal().settings);
      portal().token = await guestToken(portal().settings.backendPort);
    }

    async function expectCompleteAudit(rollout: Rollout) {
      const audit = (await auditOf(portal(), 'crash')).filter(
        entry => entry.rolloutId === rollout.id,
      );
      for (const step of rollout.steps) {
        const outcomes = audit
          .filter(entry => entry.subject === step.id)
          .map(entry => entry.outcome);
        expect({ step: step.id, outcomes }).toEqual({
          step: step.id,
          outcomes: ['started', 'succeeded'],
        });
      }
    }

    it('of the worker: a new worker ends the rollout', async () => {
      const { id } = (await putNetwork(portal(), 'crash', shopDocument(portal().lab))).rollout!;
      await waitForRollout(portal(), 'crash', id, someDone);
      await portal().worker.kill();
      portal().worker = await startWorker(portal().settings);
      const rollout = await waitForRollout(portal(), 'crash', id, succeeded);
      await expectCompleteAudit(rollout);
      expect((await portal().lab.curl('cluster-3', backendUrl)).status).toBe(200);
    });

    it('of the backend: the rollout goes on without it, and it learns everything afterwards', async () => {
      const { id } = (await putNetwork(portal(), 'crash', shopDocument(portal().lab))).rollout!;
      await waitForRollout(portal(), 'crash', id, someDone);
      await restartBackend(async () => {
        const deadline = Date.now() + 120_000;
        // Nobody can be asked meanwhile but the clusters themselves.
        while (Date.now() < deadline) {
          const answer = await portal()
            .lab.curl('cluster-2', backendUrl, { timeoutMs: 2_000 })
            .catch(() => undefined);
          if (answer?.status === 200) return;
          await new Promise(resolve => setTimeout(resolve, 1_000));
        }
        throw new Error('The rollout did not go on while the backend was down');
      });
      const rollout = await waitForRollout(portal(), 'crash', id, succeeded);
      await expectCompleteAudit(rollout);
    });
  });
}
