import { Page } from 'playwright-core';
import { Keyboard } from './keyboard';

/** Asks for a network with the form, from the list of networks to the page of the rollout, by keyboard alone. */
export async function requestByKeyboard(page: Page, network: string): Promise<void> {
  const keys = new Keyboard(page);
  const step = (title: string) =>
    page.getByRole('heading', { name: new RegExp(`^Step \\d of 4: ${title}$`) }).waitFor();

  await keys.press(/^Request a network$/);
  await step('Basics');
  await keys.pick(/^Project/, 'edge-shop');
  await keys.write(/^Name/, network);
  await keys.write(/^Description/, 'Asked for without a mouse');
  await keys.press(/^Next$/);

  await step('Hub and spokes');
  await keys.pick(/^Cluster of the hub/, 'cluster-1');
  await keys.press(/^Add an address range$/);
  await page.keyboard.type('127.20.0.240-127.20.0.249');
  await keys.choose(/Clusters of the spokes/, [/^cluster-2/, /^cluster-3/]);
  await keys.press(/^Next$/);

  await step('Applications');
  await keys.choose(/Add a Component of the project/, [/^my-backend/]);
  await keys.choose(/Clusters that run it/, [/^cluster-1/]);
  await keys.press(/Reachable from all members/, 'Space');
  await keys.write(/^URL of the manifests/, './examples/my-backend.yaml');
  await keys.press(/^Review$/);

  await step('Review');
  await page.getByRole('heading', { name: 'Addresses for clients' }).waitFor();
  await keys.press(/^Submit the request$/);
  await page.getByRole('heading', { name: `Create ${network}` }).waitFor();
}
