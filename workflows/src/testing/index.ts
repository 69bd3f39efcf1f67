/**
 * For tests of rollouts, here and in other packages: what a rollout is started with, stand-ins of
 * the activities on Kubernetes, and a worker that carries rollouts out with them.
 *
 * @packageDocumentation
 */
export { MockActivities } from './MockActivities';
export { TestWorker } from './TestWorker';
export { appliedAll, approvalFor, inputFor, manifests, shop } from './inputs';
export { testCodec, testEncryption, testSigner, testSigning, testVerifier } from './keys';
