import type { VerifyInput } from '@interconnect/backstage-plugin-interconnect-common';
import { describeVerification, observeNetwork } from './observation/observeNetwork';
import { firstOf } from './observation/texts';
import { stepActivity, type StepDependencies } from './StepContext';

const reading = { concurrency: 10, memberTimeoutMs: 30_000 };
const pollMs = 2000;

/**
 * Sentences that the step's error has at most, and how long they are: all members have their own in
 * the observation.
 */
const limit = { sentences: 50, length: 500 };

/**
 * Reads all members until everything is as it should be, for a minute at most, and says what was
 * seen and what does not match.
 */
export const verify = (dependencies: StepDependencies) =>
  stepActivity<VerifyInput>(dependencies, async (step, { input, exposed = [], settings }) => {
    const end = Math.min(step.deadline, Date.now() + step.options.verifySeconds * 1000);
    for (;;) {
      const verification = await observeNetwork(
        { ...input, exposed, settings },
        { ...reading, client: step.client, signal: step.signal },
      );
      const { mismatches } = verification;
      if (mismatches.length === 0 || Date.now() + pollMs > end) {
        return {
          message: describeVerification(verification),
          observation: verification.observation,
          mismatches: firstOf(mismatches, limit),
        };
      }
      step.note(`${mismatches.length} mismatches, the first: ${mismatches[0]}`);
      await step.sleep(pollMs);
    }
  });
