/**
 * The Interconnect backend: REST, permissions, store, and the projection of Temporal histories.
 *
 * @packageDocumentation
 */
export { interconnectPlugin as default } from './plugin';
