// The plugin's own browser tests and these open the same browser and look for the same violations.
/* eslint-disable @backstage/no-relative-monorepo-imports -- helpers of tests, which no package publishes */
export {
  findViolations,
  openBrowser,
  openPage,
} from '../../../plugins/interconnect/dev/browser/openBrowser';
export { Keyboard, untilIdle } from '../../../plugins/interconnect/dev/browser/keyboard';
