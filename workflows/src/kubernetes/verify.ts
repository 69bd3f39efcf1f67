import type {
  ExposedService,
  NetworkObservation,
  VerifyInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { mapBounded } from './bounded';
import { textOf } from './client';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';
import { judgeMember } from './verify/judgeMember';
import { judgeServices } from './verify/judgeServices';
import { Member, MemberReading, readMember } from './verify/MemberReading';

/** Members that are read at once. */
const concurrency = 10;
const pollMs = 2000;

interface Verification {
  observation: NetworkObservation;
  mismatches: string[];
}

/** Reads all members until everything is as it should be, for a minute at most, and says what was seen and what does not match. */
export const verify = (dependencies: StepDependencies) =>
  stepActivity<VerifyInput>(dependencies, async (step, { input, exposed = [] }) => {
    const end = Math.min(step.deadline, Date.now() + step.options.verifySeconds * 1000);
    for (;;) {
      const { observation, mismatches } = await observe(step, input, exposed);
      if (mismatches.length === 0 || Date.now() + pollMs > end) {
        return { message: summary(observation, mismatches), observation, mismatches };
      }
      step.note(`${mismatches.length} mismatches, the first: ${mismatches[0]}`);
      await step.sleep(pollMs);
    }
  });

async function observe(
  step: StepContext,
  { network, members }: VerifyInput,
  exposed: readonly ExposedService[],
): Promise<Verification> {
  const readings = await mapBounded(members, concurrency, member =>
    read(step, network, member, exposed),
  );
  const hub = readings.find(({ role }) => role === 'hub');
  const hubEndpoints = hub?.site?.status?.endpoints;
  const verdicts = readings.map(reading => judgeMember(reading, network, exposed, hubEndpoints));
  const { services, mismatches } = judgeServices(readings, network, exposed);
  return {
    observation: {
      observedAt: new Date().toISOString(),
      members: verdicts.map(({ observation }) => observation),
      services,
    },
    mismatches: [...verdicts.flatMap(verdict => verdict.mismatches), ...mismatches],
  };
}

/** A member that cannot be read is Unknown; that never hides the others. */
async function read(
  step: StepContext,
  network: VerifyInput['network'],
  member: Member,
  exposed: readonly ExposedService[],
): Promise<MemberReading> {
  try {
    return await readMember(step.client(member.cluster), network, member, exposed);
  } catch (error) {
    if (step.signal.aborted) throw error;
    return {
      ...member,
      observedAt: new Date().toISOString(),
      error: textOf(error),
      listeners: [],
      connectors: [],
      aliases: [],
      idle: [],
    };
  }
}

function summary({ members }: NetworkObservation, mismatches: string[]): string {
  const ready = members.filter(({ state }) => state === 'Ready').length;
  const wrong = mismatches.length > 0 ? `, ${mismatches.length} mismatches` : '';
  return `${ready} of ${members.length} members Ready${wrong}`;
}
