export { type ActivityDependencies, createActivities } from './createActivities';
