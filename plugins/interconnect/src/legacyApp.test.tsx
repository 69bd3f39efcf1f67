import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createLegacyApp } from '../dev/legacy/LegacyApp';

/** A whole app of the legacy frontend system, at an address. */
function openApp(path: string) {
  window.history.pushState({}, '', path);
  const App = createLegacyApp();
  render(<App />);
}

// As the build of an app puts it there: not a text, which is all that the real `process.env` can
// hold.
const { env } = process;
beforeAll(() => {
  const app = { title: 'Legacy', baseUrl: 'http://localhost' };
  const data = { app, backend: { baseUrl: 'http://localhost:1' } };
  process.env = { ...env, APP_CONFIG: [{ context: 'test', data }] } as unknown as typeof env;
});
afterAll(() => {
  process.env = env;
});
afterEach(cleanup);

describe('an app of the legacy frontend system', () => {
  it('goes from the networks to one, its rollout, and what waits for approval', async () => {
    openApp('/interconnect');
    await userEvent.click(await screen.findByRole('link', { name: 'tills' }));
    expect(await screen.findByText(/is waiting for approval$/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'Show the rollout' }));
    expect(await screen.findByRole('heading', { name: 'Create tills' })).toBeInTheDocument();
    const approval = await screen.findByRole('region', { name: 'Approval' });
    expect(await within(approval).findByRole('link', { name: 'Platform team' })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform-team',
    );
  });

  it('asks for a network with the form', async () => {
    openApp('/interconnect/request?project=edge-shop&network=shop');
    expect(await screen.findByRole('heading', { name: 'Edit shop' })).toBeInTheDocument();
  });

  it('has the card and the tab on the page of a System', async () => {
    openApp('/catalog/default/system/edge-shop');
    expect(await screen.findByText('Application networks')).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: 'returns' })).toHaveAttribute(
      'href',
      '/interconnect/networks/edge-shop/returns',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Interconnect' }));
    expect(await screen.findByRole('row', { name: /^returns/ })).toHaveTextContent('Degraded');
  });

  it('has the tab of a Component, and nothing on other entities', async () => {
    openApp('/catalog/default/component/my-backend/interconnect');
    expect(await screen.findByRole('row', { name: /^shop/ })).toHaveTextContent('Serves');
    cleanup();
    openApp('/catalog/default/group/edge-team');
    expect(await screen.findByRole('tab', { name: 'Overview' })).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Interconnect' })).not.toBeInTheDocument();
    expect(screen.queryByText('Application networks')).not.toBeInTheDocument();
  });
});
