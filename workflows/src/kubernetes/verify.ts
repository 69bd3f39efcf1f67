import type { VerifyInput } from '@interconnect/backstage-plugin-interconnect-common';
import { describeVerification, observeNetwork } from './observation/observeNetwork';
import { stepActivity, type StepDependencies } from './StepContext';

const reading = { concurrency: 10, memberTimeoutMs: 30_000 };
const pollMs = 2000;

/** Reads all members until everything is as it should be, for a minute at most, and says what was seen and what does not match. */
export const verify = (dependencies: StepDependencies) =>
  stepActivity<VerifyInput>(dependencies, async (step, { input, exposed = [] }) => {
    const end = Math.min(step.deadline, Date.now() + step.options.verifySeconds * 1000);
    for (;;) {
      const verification = await observeNetwork(
        { ...input, exposed },
        { ...reading, client: step.client, signal: step.signal },
      );
      const { mismatches } = verification;
      if (mismatches.length === 0 || Date.now() + pollMs > end) {
        return { message: describeVerification(verification), ...verification };
      }
      step.note(`${mismatches.length} mismatches, the first: ${mismatches[0]}`);
      await step.sleep(pollMs);
    }
  });
