import '@testing-library/jest-dom';
import { NotFoundError } from '@backstage/errors';
import { Rollout, RolloutState } from '@interconnect/backstage-plugin-interconnect-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../__testUtils__/refusal';
import { renderRollout } from './__testUtils__/renderRollout';
import { mockStyles } from '../../__testUtils__/mockViewport';
import { rolloutWith } from './__testUtils__/rollouts';

const link = 'linkSpoke@cluster-3';
const client = 'deployApplication:my-frontend@cluster-3';
const row = (text: RegExp) => screen.findByRole('row', { name: text });

describe('RolloutPage', () => {
  it('says what it is for, how it is, who asked, and leads to Temporal', async () => {
    renderRollout({ ...rolloutWith('Succeeded'), endedAt: '2026-11-22T10:03:20.000Z' });
    expect(await screen.findByRole('heading', { name: 'Create shop' })).toBeInTheDocument();
    expect(screen.getByText('Succeeded')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'guest' })).toHaveAttribute(
      'href',
      '/catalog/default/user/guest',
    );
    expect(screen.getByText('3 min 20 s')).toBeInTheDocument();
    expect(screen.getByText('14 of 14 done')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open in Temporal/ })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/workflows\/interconnect\.edge-shop\.shop\/run-2\/history$/),
    );
    expect(screen.getByRole('link', { name: 'Network shop' })).toHaveAttribute(
      'href',
      '/interconnect/networks/edge-shop/shop',
    );
    for (const command of [/^Retry/, /^Pause/, /^Resume/, /^Cancel/]) {
      expect(screen.queryByRole('button', { name: command })).not.toBeInTheDocument();
    }
  });

  it('draws the steps and lists them, with attempts, errors and what they wait for', async () => {
    const rollout = rolloutWith('Running', {
      [link]: 'Failed',
      [client]: 'Pending',
      verify: 'Pending',
    });
    rollout.steps = rollout.steps.map(step =>
      step.id === link ? { ...step, event: { runId: 'run-1', eventId: 17 } } : step,
    );
    renderRollout(rollout);
    const failed = await row(/cluster-3: link to hub/);
    expect(within(failed).getByText('Failed')).toBeInTheDocument();
    expect(within(failed).getByText('4')).toBeInTheDocument();
    expect(within(failed).getByText('1 min 5 s')).toBeInTheDocument();
    expect(within(failed).getByText('connection refused')).toBeInTheDocument();
    expect(
      within(failed).getByRole('link', { name: /Open step linkSpoke@cluster-3 in Temporal/ }),
    ).toHaveAttribute('href', expect.stringMatching(/\.shop\/run-1\/history\/events\/17$/));
    expect(
      within(await row(/check that all/)).getByText(/^waits for: cluster-3: deploy my-frontend/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('group', {
        name: /^14 steps: 11 done, 0 skipped, 0 running, 1 failed, 2 waiting/,
      }),
    ).toBeInTheDocument();
  });

  it('says what a running step waits for, anew with each answer, and why it is tried again', async () => {
    const saying = (message: string, error?: string) => {
      const rollout = rolloutWith('Running', { [link]: 'Running', verify: 'Pending' });
      rollout.steps = rollout.steps.map(step =>
        step.id === link ? { ...step, attempt: 2, message, ...(error && { error }) } : step,
      );
      return rollout;
    };
    const { getRollout } = renderRollout(saying('waiting for Link a/b', 'Waited 60 s'));
    const running = await row(/cluster-3: link to hub/);
    expect(within(running).getByText('Running')).toBeInTheDocument();
    expect(within(running).getByText('waiting for Link a/b')).toBeInTheDocument();
    expect(
      within(running).getByText('The previous attempt failed: Waited 60 s'),
    ).toBeInTheDocument();
    expect(within(running).queryByText('Waited 60 s')).not.toBeInTheDocument();
    getRollout.mockResolvedValue(saying('waiting for Listener a/c'));
    expect(
      await screen.findByText('waiting for Listener a/c', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
    expect(screen.queryByText('waiting for Link a/b')).not.toBeInTheDocument();
    expect(screen.queryByText(/The previous attempt failed/)).not.toBeInTheDocument();
  });

  it('asks again while the rollout runs, and stops when it has ended', async () => {
    const rollout = rolloutWith('Running', { verify: 'Running' });
    const { getRollout } = renderRollout(rollout);
    expect(await screen.findByText('13 of 14 done')).toBeInTheDocument();
    getRollout.mockResolvedValue({ ...rolloutWith('Succeeded'), endedAt: rollout.startedAt });
    expect(await screen.findByText('14 of 14 done')).toBeInTheDocument();
    const asked = getRollout.mock.calls.length;
    await new Promise(resolve => setTimeout(resolve, 2_500));
    expect(getRollout).toHaveBeenCalledTimes(asked);
  });

  it('keeps what it knows while the backend does not answer, and says so', async () => {
    const { getRollout } = renderRollout(rolloutWith('Running', { verify: 'Running' }));
    expect(await screen.findByText('13 of 14 done')).toBeInTheDocument();
    getRollout.mockRejectedValue(new Error('bad gateway'));
    expect(await screen.findByText(/bad gateway/)).toBeInTheDocument();
    expect(screen.getByText('13 of 14 done')).toBeInTheDocument();
  });

  it.each<[RolloutState, RegExp[]]>([
    ['Running', [/^Pause/, /^Cancel and roll back/, /^Cancel$/]],
    ['Paused', [/^Resume/, /^Cancel and roll back/, /^Cancel$/]],
    ['AwaitingApproval', [/^Cancel$/]],
    ['RollingBack', []],
    ['RolledBack', []],
    ['Canceled', []],
  ])('%s: offers only what the workflow takes', async (state, offered) => {
    renderRollout(rolloutWith(state));
    await row(/check that all/);
    const all = screen.queryAllByRole('button', { name: /^(Retry|Skip|Pause|Resume|Cancel)/ });
    expect(all).toHaveLength(offered.length);
    for (const name of offered) expect(screen.getByRole('button', { name })).toBeEnabled();
  });

  it.each(['Failed', 'RolledBack', 'Canceled'] as const)(
    '%s: says why, where the steps do not say it',
    async state => {
      const message = 'terminated in Temporal by temporal-cli: maintenance';
      renderRollout({ ...rolloutWith(state), message });
      expect(await screen.findByText(message)).toBeInTheDocument();
    },
  );

  it('says why a rollout without steps ended', async () => {
    renderRollout({ ...rolloutWith('Failed'), steps: [], message: 'it was never started' });
    expect(await screen.findByText('it was never started')).toBeInTheDocument();
  });

  it('Blocked: says what can be done, and retries all failed steps or one', async () => {
    const { commandRollout } = renderRollout(
      rolloutWith('Blocked', { [link]: 'Failed', verify: 'Pending' }),
    );
    expect(
      await screen.findByText(/1 step failed, and no other step can start/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Pause' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry the failed step' }));
    const name = { project: 'edge-shop', network: 'shop' };
    expect(commandRollout).toHaveBeenCalledWith(name, 'rollout-1', 'retry', undefined);
    const inRow = within(await row(/cluster-3: link to hub/));
    await userEvent.click(inRow.getByRole('button', { name: `Retry step ${link}` }));
    expect(commandRollout).toHaveBeenLastCalledWith(name, 'rollout-1', 'retry', { steps: [link] });
  });

  const banner = async () =>
    within((await screen.findByText(/steps? failed, and/)).closest<HTMLElement>('[role=status]')!);

  it('Blocked: its banner says which step failed and why, and retries it by keyboard', async () => {
    const { commandRollout } = renderRollout(rolloutWith('Blocked', { [link]: 'Failed' }));
    const said = await banner();
    expect(said.getByText(/cluster-3: link to hub/)).toBeInTheDocument();
    expect(said.getByText('connection refused')).toBeInTheDocument();
    expect(said.getByText('attempt 4')).toBeInTheDocument();
    expect(said.getByRole('button', { name: `Skip step ${link}` })).toBeEnabled();
    said.getByRole('button', { name: `Retry step ${link}` }).focus();
    await userEvent.keyboard('{Enter}');
    expect(commandRollout).toHaveBeenLastCalledWith(expect.anything(), 'rollout-1', 'retry', {
      steps: [link],
    });
    // The button is gone soon: the focus is where the step is.
    expect(screen.getByRole('group', { name: 'Steps' })).toHaveFocus();
  });

  it('Blocked: its banner leads by keyboard to the step that failed', async () => {
    renderRollout(rolloutWith('Blocked', { [link]: 'Failed' }));
    const said = await banner();
    said.getByRole('link', { name: /^cluster-3: link to hub/ }).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('1 of 14 steps')).toBeInTheDocument();
    expect(screen.getByRole('group', { name: 'Steps' })).toHaveFocus();
  });

  it('Blocked: names a few of many failed steps, and where the others are', async () => {
    renderRollout(rolloutWith('Blocked', {}, 'Failed'));
    const said = await banner();
    expect(said.getAllByRole('listitem')).toHaveLength(3);
    expect(
      said.getByText('11 more steps failed. The table of steps has them.'),
    ).toBeInTheDocument();
  });

  it('Failed: says which step failed and why; nothing can be done about it any more', async () => {
    renderRollout(rolloutWith('Failed', { [link]: 'Failed' }));
    const ended = (await screen.findByText(/This rollout has ended/)).closest('[role=status]');
    expect(ended).toHaveTextContent('connection refused');
    expect(screen.queryByRole('button', { name: /^(Retry|Skip) step/ })).not.toBeInTheDocument();
  });

  it('opens a step from its node, and all of them again', async () => {
    renderRollout(rolloutWith('Blocked', { [link]: 'Failed' }));
    const node = await screen.findByRole('link', {
      name: /cluster-3 · Failed: cluster-3: link to hub cluster-1: cluster-3 · Failed$/,
    });
    await userEvent.click(node);
    expect(await screen.findByText('1 of 14 steps')).toBeInTheDocument();
    const table = screen.getByRole('group', { name: 'Steps' });
    expect(table).toHaveFocus();
    expect(within(table).getAllByRole('rowheader')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Show all steps' }));
    await waitFor(() => expect(within(table).getAllByRole('rowheader')).toHaveLength(14));
  });

  it.each<[RolloutState, RegExp]>([
    ['AwaitingApproval', /waits for the approval/],
    ['Paused', /waits until the rollout is resumed/],
    ['Running', /starts when a running step has ended/],
  ])('%s: says what a step waits for that waits for no other', async (state, waits) => {
    renderRollout(rolloutWith(state, {}, 'Pending'));
    expect(await row(/create network shop/)).toHaveTextContent(waits);
  });

  it('does not count as done what was skipped', async () => {
    renderRollout(rolloutWith('Succeeded', { [link]: 'Skipped' }));
    expect(await screen.findByText('13 of 14 done, 1 skipped')).toBeInTheDocument();
  });

  it('skips a failed step with a reason', async () => {
    const { commandRollout } = renderRollout(rolloutWith('Blocked', { [link]: 'Failed' }));
    const [skip] = await screen.findAllByRole('button', { name: `Skip step ${link}` });
    await userEvent.click(skip);
    const dialog = await screen.findByRole('dialog', { name: /Skip step “cluster-3: link to hub/ });
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'store closed');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Skip' }));
    expect(commandRollout).toHaveBeenCalledWith(expect.anything(), 'rollout-1', 'skip', {
      reason: 'store closed',
      steps: [link],
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says what a rollback undoes, the last first, before it does it', async () => {
    const { commandRollout } = renderRollout(
      rolloutWith(
        'Running',
        { 'createNetwork@cluster-1': 'Succeeded', 'deployLoadBalancer@cluster-1': 'Running' },
        'Pending',
      ),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel and roll back' }));
    const dialog = await screen.findByRole('dialog');
    const undone = await within(dialog).findAllByRole('listitem');
    expect(undone.map(item => item.textContent)).toEqual([
      expect.stringMatching(/remove.* load balancer/),
      expect.stringMatching(/remove.* network shop/),
    ]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel and roll back' }));
    expect(commandRollout).toHaveBeenCalledWith(expect.anything(), 'rollout-1', 'rollback', {});
  });

  it('shows why a command was refused', async () => {
    const message = 'This rollout cannot be paused: it is being rolled back';
    const command = jest.fn().mockRejectedValue(await refusal(409, 'ConflictError', message));
    renderRollout(rolloutWith('Running'), { command });
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel this rollout?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel the rollout' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(message);
  });

  it('disables commands without the permission, and names it', async () => {
    renderRollout(rolloutWith('Blocked', { [link]: 'Failed' }), {
      network: 'theirs', // answers about permissions are cached
      denied: true,
    });
    expect(
      await screen.findByText(/requires the permission interconnect\.network\.operate\./),
    ).toBeInTheDocument();
    for (const button of screen.getAllByRole('button', { name: /^(Retry|Skip|Cancel)/ })) {
      expect(button).toBeDisabled();
    }
  });

  it('loading: says so', async () => {
    renderRollout(new Promise<Rollout>(() => {}));
    expect(await screen.findByText('Loading the rollout')).toBeInTheDocument();
  });

  it('empty: nothing was to be done', async () => {
    renderRollout({ ...rolloutWith('Succeeded'), steps: [] });
    expect(await screen.findByText('This rollout has no steps')).toBeInTheDocument();
  });

  it('error: says it, and tries again', async () => {
    const { getRollout } = renderRollout(new Error('database is gone'));
    expect(await screen.findByText('database is gone')).toBeInTheDocument();
    getRollout.mockResolvedValue(rolloutWith('Running'));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('14 of 14 done')).toBeInTheDocument();
  });

  it('missing: leads to the rollouts that there are', async () => {
    renderRollout(new NotFoundError('Network "shop" has no rollout "rollout-1"'));
    expect(await screen.findByText('Network shop has no rollout rollout-1')).toBeInTheDocument();
  });

  it('denied: names the permission that is missing', async () => {
    renderRollout(await refusal(403, 'NotAllowedError', 'needs interconnect.network.read'));
    expect(
      await screen.findByText(/You need the permission interconnect\.network\.read/),
    ).toBeInTheDocument();
  });

  it('unknown: shows states of a newer backend by their names', async () => {
    const rollout = rolloutWith('Simmering' as RolloutState, { verify: 'Dreaming' as never });
    renderRollout(rollout);
    expect(await screen.findByText('Simmering')).toBeInTheDocument();
    expect(screen.getByText(/does not know the state “Simmering”/)).toBeInTheDocument();
    expect(within(await row(/check that all/)).getByText('Dreaming')).toBeInTheDocument();
  });
});

describe('RolloutPage with 3,000 steps', () => {
  // jsdom has no layout: the sizes of the part that scrolls, and of a row.
  const sizes = { clientHeight: 600, clientWidth: 1200, scrollHeight: 44 };
  const spies: jest.SpyInstance[] = [];
  let restoreStyles: () => void;
  beforeAll(() => {
    for (const [property, size] of Object.entries(sizes)) {
      const spy = jest.spyOn(HTMLElement.prototype, property as keyof typeof sizes, 'get');
      spies.push(spy.mockReturnValue(size));
    }
    restoreStyles = mockStyles();
  });
  afterAll(() => {
    spies.forEach(spy => spy.mockRestore());
    restoreStyles();
  });

  it('draws groups, and only the rows in sight', async () => {
    const rollout = rolloutWith(
      'Running',
      { 'linkSpoke@store-7': 'Failed', 'linkSpoke@store-9': 'Running' },
      'Succeeded',
      800,
    );
    expect(rollout.steps.length).toBeGreaterThan(3_000);
    renderRollout(rollout);
    // By attributes: roles are slow to find here.
    const picture = await screen.findByLabelText(/1 running, 1 failed/, {}, { timeout: 40_000 });
    expect(picture.querySelectorAll('g').length).toBeLessThan(40);
    expect(picture).toHaveTextContent('Link to the hub · 798 steps');
    expect(picture).toHaveTextContent('store-7 · Failed');
    const rows = () => [...document.querySelectorAll('[role="row"]')];
    expect(rows().length).toBeGreaterThan(10);
    expect(rows().length).toBeLessThan(100);
    fireEvent.change(screen.getByLabelText('Search steps'), { target: { value: 'store-7: link' } });
    await waitFor(() => expect(rows()).toHaveLength(2)); // with the headings
    expect(rows()[1]).toHaveTextContent('connection refused');
  });
});
