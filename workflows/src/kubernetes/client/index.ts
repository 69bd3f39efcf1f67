export { ClusterClient, fieldManager } from './ClusterClient';
export { Discovery } from './discovery';
export * from './failures';
export * from './objects';
export * from './ownership';
export type { ListOptions } from './Requests';
export { createTransport, impersonating, type Transport } from './transport';
