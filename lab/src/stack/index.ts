export * from './portal';
export * from './ports';
export * from './postgres';
export * from './processes';
export * from './stack';
export * from './temporal';
