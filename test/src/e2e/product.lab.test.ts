import { endToEnd } from './endToEnd';
import { approvalScenarios } from './scenarios/approval';
import { networkScenarios } from './scenarios/network';
import { refusalScenarios } from './scenarios/refusals';
import { seedScenarios } from './scenarios/seed';
import { tenancyScenarios } from './scenarios/tenancy';

jest.setTimeout(600_000);

endToEnd('what people ask for', [
  seedScenarios,
  refusalScenarios,
  tenancyScenarios,
  approvalScenarios,
  networkScenarios,
]);
