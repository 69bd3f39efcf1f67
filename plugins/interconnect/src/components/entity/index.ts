export { EntityInterconnectCard } from './EntityInterconnectCard';
export { EntityInterconnectContent } from './EntityInterconnectContent';
