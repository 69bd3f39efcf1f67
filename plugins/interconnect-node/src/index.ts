/**
 * Extension points of the Interconnect backend, the clusters, the Temporal and the signing keys
 * that the configuration names, and what permission policies are made of.
 *
 * @packageDocumentation
 */
export { headsOf, keyIdOf, type TrustedHead } from './audit/headsOf';
export { verifyExport, type ExportKey } from './audit/verifyExport';
export { type Cluster, createCluster, kubeConfigOf } from './clusters/Cluster';
export {
  ManagementClusters,
  type ManagementOptions,
} from './clusters/management/ManagementClusters';
export { readClusters } from './clusters/readClusters';
export { warnOnce } from './clusters/warnOnce';
export { createPayloadCodec, PayloadError, type PayloadKey } from './codec/payloadCodec';
export { readPayloadKeys } from './codec/readPayloadKeys';
export {
  type ClusterSource,
  type InterconnectClusterSourceExtensionPoint,
  interconnectClusterSourceExtensionPoint,
} from './extensions';
export {
  networkResourceRef,
  type NetworkFilter,
  type PermissionNetwork,
} from './permissions/networkResourceRef';
export { networkRules } from './permissions/rules';
export {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from './permissions/conditions';
export { observationRefusal, signObservation } from './signing/observations';
export { commandRefusal, rolloutRefusal, signCommand, signRollout } from './signing/rollouts';
export { readSigner, readTrustedKeys, readVerifier } from './signing/readSigningKeys';
export {
  createSigner,
  createVerifier,
  SignatureError,
  type SignaturePurpose,
  type Signer,
  type SigningKey,
  type Verifier,
} from './signing/signatures';
export {
  readTemporalConnection,
  type TemporalConnection,
  type TemporalTls,
} from './temporal/readTemporalConnection';
export { readTenancyRules } from './tenancy/readTenancyRules';
