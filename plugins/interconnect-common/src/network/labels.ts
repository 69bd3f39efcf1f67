/** Who made the object; the value is `managedBy`. @public */
export const managedByLabel = 'app.kubernetes.io/managed-by';
/** @public */
export const managedBy = 'interconnect';
/** Prefix of the labels that are ours alone. @public */
export const labelPrefix = 'interconnect/';
/** @public */
export const projectLabel = 'interconnect/project';
/** @public */
export const networkLabel = 'interconnect/network';
/** @public */
export const stepLabel = 'interconnect/step';
