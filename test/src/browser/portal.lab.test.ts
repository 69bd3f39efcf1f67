import { Browser } from 'playwright-core';
import { removeNetworks } from '../e2e/api';
import { openBrowser } from './chromium';
import { approvalScenario } from './scenarios/approval';
import { firstStepsScenario } from './scenarios/firstSteps';
import { lifecycleScenario } from './scenarios/lifecycle';
import { shellScenario } from './scenarios/shell';
import { strangersScenario } from './scenarios/strangers';
import { Stack, startPortalStack } from './stack';
import { openPortal } from './Visitor';

jest.setTimeout(600_000);

/** The whole product in a real browser, one scenario after the other, as people do it. */
describe('Interconnect, in a browser', () => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
    stack = await startPortalStack();
  });
  afterAll(async () => {
    await browser?.close();
    try {
      if (stack) await removeNetworks(stack);
    } finally {
      await stack?.stop();
    }
  });

  const theStack = () => stack;
  const inLight = () => openPortal(browser, stack.url, 'light');
  const inDark = () => openPortal(browser, stack.url, 'dark');

  describe('around the pages', () => {
    shellScenario(theStack, inLight);
  });
  describe('the first steps', () => {
    firstStepsScenario(theStack, inLight);
  });
  describe('the life of a network', () => {
    lifecycleScenario(theStack, inLight);
  });
  describe('a project of others', () => {
    strangersScenario(theStack, inLight);
  });
  describe('a network in production', () => {
    approvalScenario(theStack, inDark);
  });
});
