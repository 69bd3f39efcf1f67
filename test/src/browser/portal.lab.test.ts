import { Browser } from 'playwright-core';
import { openBrowser } from './chromium';
import { approvalScenario } from './scenarios/approval';
import { lifecycleScenario } from './scenarios/lifecycle';
import { strangersScenario } from './scenarios/strangers';
import { Stack, startPortalStack } from './stack';
import { openPortal, Visitor } from './Visitor';

jest.setTimeout(600_000);

/** The whole product in a real browser, one scenario after the other, as people do it. */
describe('Interconnect, in a browser', () => {
  let stack: Stack;
  let browser: Browser;
  let guest: Visitor;

  beforeAll(async () => {
    stack = await startPortalStack();
    browser = await openBrowser();
    guest = await openPortal(browser, stack.url);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const theStack = () => stack;
  const theGuest = () => guest;
  describe('the life of a network', () => lifecycleScenario(theStack, theGuest));
  describe('a project of others', () => strangersScenario(theStack, theGuest));
  describe('a network in production', () => approvalScenario(theStack, theGuest));
});
