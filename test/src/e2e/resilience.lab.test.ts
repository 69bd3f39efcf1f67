import { endToEnd } from './endToEnd';
import { chaosScenarios } from './scenarios/chaos';
import { hubWaitScenarios } from './scenarios/hubWaits';
import { mirrorScenarios } from './scenarios/mirror';
import { observationScenarios } from './scenarios/observation';
import { repairScenarios } from './scenarios/repair';

jest.setTimeout(600_000);

endToEnd('what breaks', [
  mirrorScenarios,
  observationScenarios,
  repairScenarios,
  hubWaitScenarios,
  chaosScenarios,
]);
