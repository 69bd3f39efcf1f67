/** Real Kubernetes control planes on this computer, for `npm start`, tests and benches. */
export * from './addresses';
export { attach, down, up, type Lab } from './lab';
export { ensureTools } from './tools/ensureTools';
export { cacheDirectory, toolPaths } from './tools/paths';
