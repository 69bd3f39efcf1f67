export * from './types';
export { defaultContact, defaultLimits, limitKeys, tenancyKey } from './defaults';
export { defaultRules, limitsOf } from './limitsOf';
export { matchesPattern } from './pattern';
export { reservedNamespaces } from './reservedNamespaces';
export { mayUseCluster } from './clusters';
export type { ClusterRole } from './clusters';
export {
  chooseSpokes,
  chosenSelectors,
  labelsText,
  networkSelectors,
  writtenField,
} from './chooseSpokes';
export type { ChosenSelector, ChosenSpokes, NetworkSelector } from './chooseSpokes';
export { isBelow, isWebUrl, sourceFileNames } from './sources';
export { kindOfObject } from './manifests/refusedKinds';
export type { ReadManifest } from './manifests/manifestErrors';
export { stepErrors } from './stepErrors';
export type { StepFacts } from './stepErrors';
export { tenancyErrors } from './tenancyErrors';
export type { TenancyRequest } from './tenancyErrors';
