/**
 * The language of Interconnect, shared by browser, backend and workflow sandbox.
 *
 * @packageDocumentation
 */
export * from './document/types';
export { DocumentError, describeFieldError } from './document/errors';
export type { FieldError } from './document/errors';
export { parseNetworkDocument, checkNetworkName, networkNameErrors } from './document/parse';
export type { DocumentContext } from './document/parse';
export { parseRange } from './document/addressRanges';
export type { AddressRange } from './document/addressRanges';
export { networkDocumentJsonSchema } from './document/schema';
export { checkServices } from './document/services';
export { checkAgainstOthers, checkChange, membersOf } from './document/checks';
export { annotations, exposedPorts, serviceLikeOf } from './document/annotations';
export type { ExposedPorts, ServiceLike } from './document/annotations';
export { describeNode } from './document/disclosure';
export { exposedServicesOf, maxManifestLength, parseManifests } from './document/manifests';
export type { ManifestContext, ManifestObject } from './document/manifests';
export { documentWarnings, planWarnings } from './document/warnings';
export * from './plan/types';
export { plan } from './plan/plan';
export type { PlanOptions } from './plan/plan';
export { leftWarning } from './plan/leaving';
export { manifestChanges } from './plan/manifestChanges';
export type { ManifestChange } from './plan/manifestChanges';
export { networkRefOf } from './plan/desiredSteps';
export { canonicalJson, planDigest, sha256Hex, stepDigest } from './plan/digest';
export { stepIdOf } from './plan/stepIds';
export { appliedClusters, applyStep, exposedServices, removeStep, startStep } from './plan/applied';
export type { StepFindings } from './plan/applied';
export { maxText, plainText, plainTexts, someOf } from './text/plainText';
export * from './network/types';
export * from './network/names';
export * from './network/labels';
export { addressesOf, serviceHost } from './network/addresses';
export * from './rollout/format';
export * from './rollout/rollbackPlan';
export * from './rollout/types';
export * from './rollout/messages';
export * from './rollout/evidence';
export { signedSteps, stepKey } from './rollout/signedSteps';
export * from './observe/appliedSettings';
export * from './observe/messages';
export * from './audit/types';
export { AuditVerifier } from './audit/AuditVerifier';
export { auditEntryHash, genesisHash } from './audit/entryHash';
export * from './catalog/entities';
export * from './cluster/types';
export * from './permissions';
export * from './tenancy';
export type {
  ChangeOptions,
  CommandDetails,
  InterconnectApi,
  NetworkName,
  Page,
  PageOptions,
  RequestOptions,
  TaggedNetwork,
} from './client/InterconnectApi';
export { InterconnectClient } from './client/InterconnectClient';
