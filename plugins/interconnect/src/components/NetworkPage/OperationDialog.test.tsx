import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  emptyNetwork,
  progressingNetwork,
  RecordedApi,
  returnsNetwork,
  shopNetwork,
  unknownNetwork,
} from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';

const now = new Date();
const updating = 'interconnect.network.update';

function open(network: Network, denied: string[] = []) {
  const api = new RecordedApi([network], now);
  renderPlugin(`/networks/edge-shop/${network.name}`, api, { denied });
  return api;
}

async function ask(): Promise<HTMLElement> {
  const button = await screen.findByRole('button', { name: 'Repair' });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return screen.findByRole('dialog', { name: 'Repair network returns?' });
}

const stepsIn = (dialog: HTMLElement) =>
  within(dialog).findByRole('group', { name: 'Repair steps' });
const confirmIn = (dialog: HTMLElement) =>
  within(dialog).getByRole('button', { name: 'Repair the network' });

describe('repairing a network', () => {
  it('shows the plan, repairs what was seen, and leads to the rollout', async () => {
    const api = open(returnsNetwork(now));
    const repaired = jest.spyOn(api, 'repairNetwork');
    const dialog = await ask();
    const steps = within(await stepsIn(dialog)).getAllByRole('listitem');
    expect(steps).toHaveLength(14);
    expect(steps[0]).toHaveTextContent(/^cluster-1: create network returns .*\(repair\)$/);
    expect(steps.at(-1)).toHaveTextContent('check that all 3 members are ready');
    expect(repaired).not.toHaveBeenCalled();

    await userEvent.click(confirmIn(dialog));
    const { etag } = await api.getNetwork({ project: 'edge-shop', network: 'returns' });
    expect(repaired).toHaveBeenCalledWith(
      { project: 'edge-shop', network: 'returns' },
      { ifMatch: etag, planDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    );
    expect(await screen.findByRole('heading', { name: 'Repair returns' })).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('says whose approval it will wait for', async () => {
    open(returnsNetwork(now));
    const dialog = await ask();
    expect(await within(dialog).findByText(/requires approval by/)).toHaveTextContent(
      'platform-team',
    );
    expect(
      within(dialog).getByText(/^cluster-2 has the label environment: production$/),
    ).toBeInTheDocument();
  });

  it('cannot be confirmed before it is known what is done', async () => {
    const api = new RecordedApi([returnsNetwork(now)], now);
    api.planRepair = async () => {
      throw await refusal(409, 'ConflictError', 'Nothing of network "returns" is applied');
    };
    renderPlugin('/networks/edge-shop/returns', api);
    const dialog = await ask();
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Nothing of network');
    expect(confirmIn(dialog)).toBeDisabled();
  });

  it('stays open and says why when somebody was faster', async () => {
    const api = new RecordedApi([returnsNetwork(now)], now);
    api.repairNetwork = async () => {
      throw await refusal(409, 'ConflictError', 'A rollout of network "returns" is Running');
    };
    renderPlugin('/networks/edge-shop/returns', api);
    const dialog = await ask();
    await stepsIn(dialog);
    await userEvent.click(confirmIn(dialog));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('is Running');
  });

  it.each([
    ['Degraded', returnsNetwork(now), 'primary'],
    ['Ready', shopNetwork(now), 'secondary'],
    ['Unknown', unknownNetwork(), 'secondary'],
  ])('is offered for a network that is %s', async (_, network, variant) => {
    open(network);
    expect(await screen.findByRole('button', { name: 'Repair' })).toHaveAttribute(
      'data-variant',
      variant,
    );
  });

  it('is not possible while a rollout is under way', async () => {
    open(progressingNetwork());
    const button = await screen.findByRole('button', { name: 'Repair' });
    expect(button).toBeDisabled();
    expect(button.parentElement).toHaveAttribute('title', 'A rollout is running');
  });

  it.each([
    ['those who may not change the network', returnsNetwork(now), [updating]],
    ['a network that asks for nothing', emptyNetwork(), []],
  ])('is not offered to/for %s', async (_, network, denied) => {
    open(network, denied);
    const remove = await screen.findByRole('button', { name: 'Delete' });
    await waitFor(() => expect(remove).toBeEnabled());
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Repair' })).not.toBeInTheDocument(),
    );
  });
});

async function askToDelete(api: RecordedApi, network: string): Promise<HTMLElement> {
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
    const dialog = await askToDelete(api, 'shop');
    const steps = await within(dialog).findAllByRole('listitem');
    const texts = steps.map(step => step.textContent);
    const place = (text: string) => texts.findIndex(each => each?.includes(text));
    expect(place('cluster-2: remove my-frontend from namespace shop')).toBeGreaterThanOrEqual(0);
    expect(place('cluster-2: remove my-frontend from namespace shop')).toBeLessThan(
      place('cluster-2: remove link to hub'),
    );
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
    const dialog = await askToDelete(new RecordedApi([emptyNetwork()]), 'draft');
    expect(
      await within(dialog).findByText(/It has nothing on any cluster and is deleted immediately/),
    ).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    expect(await screen.findByText('Project edge-shop has no network draft')).toBeInTheDocument();
  });

  it('shows in the audit log at once that it was deleted', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    const dialog = await askToDelete(api, 'shop/audit');
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
    const dialog = await askToDelete(api, 'shop');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Later');
    expect(within(dialog).getByRole('button', { name: 'Delete the network' })).toBeDisabled();
  });

  it('stays open and says why when somebody was faster', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    api.deleteNetwork = async () => {
      throw await refusal(412, 'PreconditionFailedError', 'The network is in generation 4 by now');
    };
    const dialog = await askToDelete(api, 'shop');
    await within(dialog).findAllByRole('listitem');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the network' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('generation 4');
  });
});
