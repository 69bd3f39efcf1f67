/**
 * Networks in software templates: the actions `interconnect:network:plan` and
 * `interconnect:network:request`.
 *
 * @packageDocumentation
 */
export { scaffolderModuleInterconnect as default } from './module';
