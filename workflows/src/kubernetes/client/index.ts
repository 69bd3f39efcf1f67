export { ClusterClient, fieldManager, type ListOptions } from './ClusterClient';
export { Discovery, type Kind } from './discovery';
export * from './failures';
export * from './objects';
export * from './ownership';
export { createTransport, type Transport } from './transport';
