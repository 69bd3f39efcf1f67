export { ClusterClient } from './ClusterClient';
export { CredentialsError, credentialsOf } from './credentials';
export { Discovery, type Kind } from './discovery';
export * from './failures';
export * from './objects';
export * from './ownership';
export type { ListOptions } from './Requests';
export { createTransport, impersonating, type Transport } from './transport';
export { fieldManager } from './writes';
