import { endToEnd } from './endToEnd';
import { approvalScenarios } from './scenarios/approval';
import { caseScenarios } from './scenarios/cases';
import { cliScenarios } from './scenarios/cli';
import { fleetScenarios } from './scenarios/fleet';
import { lastingWaitScenarios } from './scenarios/lastingWaits';
import { networkScenarios } from './scenarios/network';
import { refusalScenarios } from './scenarios/refusals';
import { seedScenarios } from './scenarios/seed';
import { selectorScenarios } from './scenarios/selectors';
import { templateFailsScenarios } from './scenarios/templateFails';
import { tenancyScenarios } from './scenarios/tenancy';
import { unusableScenarios } from './scenarios/unusable';
import { waitScenarios } from './scenarios/waits';
import { waysInScenarios } from './scenarios/waysIn';

jest.setTimeout(600_000);

endToEnd('what people ask for', [
  seedScenarios,
  refusalScenarios,
  tenancyScenarios,
  approvalScenarios,
  networkScenarios,
  unusableScenarios,
  caseScenarios,
  waitScenarios,
  lastingWaitScenarios,
  cliScenarios,
  waysInScenarios,
  templateFailsScenarios,
  fleetScenarios,
  // The last one: it labels clusters otherwise.
  selectorScenarios,
]);
