/**
 * For tests of rollouts, here and in other packages: what a rollout is started with, stand-ins of
 * the activities on Kubernetes, and a worker that carries rollouts out with them. A client of TLS,
 * a mirror in memory, the Secret of a cluster that a management cluster knows, and the kind of its
 * profile.
 *
 * @packageDocumentation
 */
export { clusterProfileKind } from './clusterProfileKind';
export { handshake } from './handshake';
export { kubeconfigSecret } from './kubeconfigSecret';
export { MockActivities } from './MockActivities';
export { readAt, readingOf, StandingMirror } from './StandingMirror';
export { TestWorker } from './TestWorker';
export { appliedAll, approvalFor, inputFor, manifests, shop } from './inputs';
export { testCodec, testEncryption, testSigner, testSigning, testVerifier } from './keys';
