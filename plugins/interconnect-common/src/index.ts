/**
 * The language of Interconnect, shared by browser, backend and workflow sandbox.
 *
 * @packageDocumentation
 */
export { networkDocumentJsonSchema } from './document/schema';
export type {
  Application,
  ApplicationSource,
  HubMember,
  NetworkDocument,
  ResolvedDocument,
  SpokeEntry,
  SpokeMember,
  DocumentSchema,
} from './document/schema';
export { digestOf, manifestKeyOf, sourceFieldOf } from './document/sources';
export type { JsonValue } from './document/helmSource';
export { propertiesOf } from './document/parts';
export type { DocumentField, DocumentParts, Parts } from './document/parts';
export { DocumentError, describeFieldError } from './document/errors';
export type { FieldError } from './document/errors';
export { fieldKeys } from './document/fieldPath';
export { yamlDocuments } from './document/yamlDocuments';
export type { YamlDocument } from './document/yamlDocuments';
export { parseNetworkDocument, checkNetworkName, networkNameErrors } from './document/parse';
export type { DocumentContext } from './document/parse';
export { parseRange } from './document/addressRanges';
export type { AddressRange } from './document/addressRanges';
export { checkServices } from './document/services';
export { networkRefOf, writtenDocument } from './document/DesiredNetwork';
export type { Asker, DesiredNetwork, SpokeSelection } from './document/DesiredNetwork';
export { checkAgainstOthers, checkChange, membersOf } from './plan/checks';
export { annotations, exposedPorts, serviceLikeOf } from './document/annotations';
export type { ExposedPorts, ServiceError, ServiceLike } from './document/annotations';
export type { ObjectPath } from './document/objectShape';
export { describeNode } from './document/disclosure';
export { readManifest } from './document/exposure';
export type { Exposure, Manifest } from './document/exposure';
export { asExported, isServiceExport, mcsGroup } from './document/serviceExports';
export { maxManifestLength, parseManifests } from './document/manifests';
export type { ManifestContext, ManifestObject } from './document/manifests';
export { documentWarnings, planWarnings } from './document/warnings';
export * from './plan/types';
export { plan } from './plan/plan';
export type { PlanOptions } from './plan/plan';
export { checkedSteps, checkSeconds, checkWorkflowType, clusterNotes } from './plan/clusterCheck';
export type {
  CheckedStep,
  CheckInput,
  CheckResult,
  ClusterFinding,
  SignInTrouble,
} from './plan/clusterCheck';
export { leftWarning } from './plan/leaving';
export { isOutstanding, leftOn, outstandingOf } from './plan/outstanding';
export type { Outstanding } from './plan/outstanding';
export { manifestChanges } from './plan/manifestChanges';
export type { ManifestChange } from './plan/manifestChanges';
export { currentRecord } from './plan/currentRecord';
export { planDigest } from './plan/digest';
export { canonicalJson, sha256Hex } from './hash';
export { definitionOf, stepKinds } from './steps';
export type { InputOf, InvertibleKind, StepInput, StepKind } from './steps';
export type { CreateNetworkInput } from './steps/createNetwork';
export type { ApplicationTls, DeployApplicationInput } from './steps/deployApplication';
export type { DeployLoadBalancerInput } from './steps/deployLoadBalancer';
export type { DeploySkupperInput } from './steps/deploySkupper';
export { stepDigest } from './steps/digest';
export * from './steps/labels';
export type { LinkSpokeInput } from './steps/linkSpoke';
export type { PublishServicesInput } from './steps/publishServices';
export type { RetireAuthorityInput } from './steps/retireAuthority';
export { serversByDigest } from './steps/servers';
export { stepIdOf } from './steps/stepIds';
export type { VerifyInput } from './steps/verify';
export { appliedClusters, applyStep, exposedServices, removeStep, startStep } from './plan/applied';
export type { StepFindings } from './plan/applied';
export { nearest } from './text/nearest';
export { maxText, plainText, plainTexts, someOf } from './text/plainText';
export { textTable } from './text/textTable';
export * from './client/Network';
export { diagnoseNetwork } from './client/diagnose';
export type { NetworkDiagnosis, NetworkFinding } from './client/diagnose';
export * from './network/types';
export * from './network/phases';
export * from './network/names';
export * from './network/labels';
export * from './network/tls';
export { addressesOf, defaultClusterDomain, serviceHost } from './network/addresses';
export type { Scheme } from './network/scheme';
export * from './rollout/commands';
export * from './rollout/format';
export * from './rollout/rollbackPlan';
export * from './rollout/states';
export * from './rollout/types';
export { stepCounts } from './rollout/stepCounts';
export * from './rollout/messages';
export * from './rollout/stepActivities';
export * from './rollout/evidence';
export { signedSteps, stepKey } from './rollout/signedSteps';
export * from './observe/appliedSettings';
export * from './observe/messages';
export { isDegraded, observedPhase } from './observe/observedPhase';
export * from './audit/types';
export { AuditVerifier } from './audit/AuditVerifier';
export { auditEntryHash, genesisHash } from './audit/entryHash';
export * from './catalog/entities';
export * from './cluster/types';
export * from './permissions';
export * from './tenancy';
export { apiRoutes } from './client/apiRoutes';
export type { AnswerOf, ApiRoute, ApiRouteName, BodyOf, PathOf } from './client/apiRoutes';
export * from './client/Resources';
export * from './client/requests';
export { InterconnectClient } from './client/InterconnectClient';
export type { InterconnectApi } from './client/InterconnectClient';
