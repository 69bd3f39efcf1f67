/** Real Kubernetes control planes on this computer, for `npm start`, tests and benches. */
export * from './addresses';
export type { CurlOptions, CurlResult } from './curl';
export { attach, down, up, type Lab } from './lab';
export { ensureTools } from './tools/ensureTools';
export { cacheDirectory, toolPaths } from './tools/paths';
export type { ClusterStatus, LabStatus, PodStatus, ProcessStatus } from './status';
export type { UpOptions } from './up';
