/**
 * Interconnect in the portal, for the new frontend system. The legacy system has it on `./legacy`.
 *
 * @packageDocumentation
 */
export { interconnectPlugin as default } from './plugin';
