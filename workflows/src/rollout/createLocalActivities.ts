import { rollbackPlan } from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure, defaultPayloadConverter, type PayloadCodec } from '@temporalio/common';
import type { LocalActivities } from './localActivities';

/** @param codec - of the payloads that Temporal gets */
export function createLocalActivities(codec: PayloadCodec): LocalActivities {
  return {
    async planRollback(base) {
      try {
        return rollbackPlan(base);
      } catch (error) {
        throw ApplicationFailure.nonRetryable((error as Error).message, 'InvalidInput');
      }
    },
    async encodedSize(input) {
      const [{ data }] = await codec.encode([defaultPayloadConverter.toPayload(input)]);
      return data?.length ?? 0;
    },
  };
}
