import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { emptyNetwork, RecordedApi, shopNetwork } from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';

const now = new Date();

async function ask(api: RecordedApi, network: string): Promise<HTMLElement> {
  renderPlugin(`/networks/edge-shop/${network}`, api);
  const button = await screen.findByRole('button', { name: 'Delete' });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return screen.findByRole('dialog');
}

describe('deleting a network', () => {
  it('shows the plan of what goes first, then deletes what was seen', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    const deleted = jest.spyOn(api, 'deleteNetwork');
    const dialog = await ask(api, 'shop');
    const steps = await within(dialog).findAllByRole('listitem');
    expect(steps[0]).toHaveTextContent('cluster-2: remove my-frontend from namespace shop');
    expect(steps.at(-1)).toHaveTextContent('remove network shop');
    expect(deleted).not.toHaveBeenCalled();

    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    expect(deleted).toHaveBeenCalledWith(
      { project: 'edge-shop', network: 'shop' },
      { ifMatch: '"3"', planDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    );
    expect(await screen.findByText('Deleting')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('says that nothing stands on any cluster', async () => {
    const dialog = await ask(new RecordedApi([emptyNetwork()]), 'draft');
    expect(await within(dialog).findByText(/It is gone at once/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    expect(await screen.findByText('Project edge-shop has no network draft')).toBeInTheDocument();
  });

  it('shows in the audit log at once that it was deleted', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    const dialog = await ask(api, 'shop/audit');
    await within(dialog).findAllByRole('listitem');
    const read = jest.spyOn(api, 'listAudit');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    await waitFor(() => expect(read).toHaveBeenCalled());
  });

  it('cannot be confirmed before it is known what goes', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    api.planDeletion = async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'Later');
    };
    const dialog = await ask(api, 'shop');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Later');
    expect(within(dialog).getByRole('button', { name: 'Delete the network' })).toBeDisabled();
  });

  it('stays open and says why when somebody was faster', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    api.deleteNetwork = async () => {
      throw await refusal(412, 'PreconditionFailedError', 'The network is in generation 4 by now');
    };
    const dialog = await ask(api, 'shop');
    await within(dialog).findAllByRole('listitem');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('generation 4');
  });
});
