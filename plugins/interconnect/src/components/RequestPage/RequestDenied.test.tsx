import { screen, waitFor } from '@testing-library/react';
import { readyNetwork, RecordedApi } from '../../../dev/answers';
import { enter, pick, press, renderRequest } from './__testUtils__/renderRequest';

const now = '2026-01-01T00:00:00Z';

afterEach(() => localStorage.clear());

describe('RequestPage, denied', () => {
  it.each([
    [
      '?project=warehouse',
      'interconnect.network.create',
      'You are not allowed to request a network',
    ],
    [
      '?project=edge-shop&network=shop',
      'interconnect.network.update',
      'You are not allowed to change this network',
    ],
  ])('says at "%s" that %s is missing', async (query, permission, title) => {
    const api = new RecordedApi([readyNetwork('shop', ['cluster-2'], now)]);
    renderRequest(query, api, { denied: [permission] });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(title);
    expect(alert).toHaveTextContent(permission);
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('says at the project that it is not one for the person', async () => {
    renderRequest('', new RecordedApi([]), { denied: ['interconnect.network.create'] });
    await pick('Project', 'warehouse');
    const project = screen.getByRole('combobox', { name: 'Project' });
    await waitFor(() =>
      expect(project).toHaveAccessibleDescription(
        /You need the permission interconnect.network.create/,
      ),
    );
    await enter('Name', 'mine');
    await press('Next');
    expect(project).toHaveFocus();
  });

  it('does not take a request for denied that may be answered otherwise', async () => {
    const api = new RecordedApi([]);
    api.getNetwork = () => new Promise(() => {});
    renderRequest('?project=edge-shop&network=other', api);
    expect(await screen.findByText('Loading the network')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
