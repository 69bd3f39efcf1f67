/**
 * Clusters and networks in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleInterconnect as default } from './module';
