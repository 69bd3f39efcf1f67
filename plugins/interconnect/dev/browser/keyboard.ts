import { Page } from 'playwright-core';

/** A person at a keyboard: nothing here touches the mouse, or moves the focus but by keys. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab until the focus is on what has this name. */
  async tabTo(name: RegExp): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await this.page.keyboard.press('Tab');
      const focused = await this.page.evaluate(nameOfFocused);
      if (name.test(focused)) return;
      passed.push(focused);
    }
    throw new Error(`Tab does not lead to ${name}, but to:\n${passed.join('\n')}`);
  }

  /** Goes to a field and writes into it. */
  async write(field: RegExp, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.type(text);
  }

  /** Goes to a button or a link and presses it. */
  async press(name: RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(name);
    await this.page.keyboard.press(key);
  }

  /** Chooses by typing into a field that offers what fits. */
  async pick(field: RegExp, option: string): Promise<void> {
    const name = new RegExp(`^${option}`);
    await this.write(field, option);
    await this.page.getByRole('option', { name }).waitFor();
    // The list takes the mark away once more when it has been narrowed: a person presses Enter when
    // they see it.
    await untilIdle(this.page);
    await this.walkTo(name);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  /** Chooses from a list that a button opens. Lists that take several stay open and are closed. */
  async choose(list: RegExp, options: RegExp[]): Promise<void> {
    await this.press(list);
    await this.page.getByRole('listbox').waitFor();
    for (const option of options) {
      await this.walkTo(option);
      await this.page.keyboard.press('Enter');
    }
    const listbox = this.page.getByRole('listbox');
    if (await listbox.isVisible()) await this.page.keyboard.press('Escape');
    await listbox.waitFor({ state: 'detached' });
  }

  /** Moves through an open list until the option has the focus, and keeps it. */
  private async walkTo(option: RegExp): Promise<void> {
    for (let presses = 0; presses < 30; presses++) {
      if (option.test(await this.page.evaluate(nameOfFocused))) {
        await untilIdle(this.page);
        if (option.test(await this.page.evaluate(nameOfFocused))) return;
      }
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`The list has no option ${option} that the arrow keys reach`);
  }
}

/** Waits until the page has done what the last key made it do. */
export async function untilIdle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise(resolve => requestIdleCallback(resolve, { timeout: 2000 })),
  );
}

/**
 * Name and text of the element with the focus; in a list that follows a text field, of the option
 * that is meant.
 */
function nameOfFocused(): string {
  const focused = document.activeElement;
  const meant = focused?.getAttribute('aria-activedescendant');
  const element = (meant && document.getElementById(meant)) || focused;
  if (!element || element === document.body) return '';
  const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
  const texts = by.map(id => document.getElementById(id)?.textContent ?? '');
  const labels = [...((element as HTMLInputElement).labels ?? [])].map(label => label.textContent);
  return [element.getAttribute('aria-label'), ...texts, ...labels, element.textContent]
    .filter(Boolean)
    .join(' ')
    .trim();
}

/**
 * Asks for a network with the form, from the list of networks to the page of the rollout, by
 * keyboard alone.
 */
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
  await keys.press(/Expose to all members/, 'Space');
  await keys.write(/^URL of the manifests/, './examples/my-backend.yaml');
  await keys.press(/^Review$/);

  await step('Review');
  await page.getByRole('heading', { name: 'Addresses for clients' }).waitFor();
  await keys.press(/^Submit the request$/);
  await page.getByRole('heading', { name: `Create ${network}` }).waitFor();
}
