import {
  commandRefusal,
  rolloutRefusal,
  type Verifier,
} from '@interconnect/backstage-plugin-interconnect-node';
import type { SignatureActivities } from '../rollout/signatureChecks';

/** The local activities that tell what the backend has signed. */
export function createSignatureActivities(verifier: Verifier): SignatureActivities {
  return {
    verifyRollout: async rollout => rolloutRefusal(verifier, rollout) ?? null,
    verifyCommand: async evidence => commandRefusal(verifier, evidence, new Date()) ?? null,
  };
}
