export { createActivities } from './createActivities';
