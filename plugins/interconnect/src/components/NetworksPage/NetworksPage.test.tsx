import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  allNetworks,
  approvalRollouts,
  emptyNetwork,
  readyNetwork,
  RecordedApi,
} from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { mockStyles, mockViewport } from '../../__testUtils__/mockViewport';
import { renderPlugin } from '../../__testUtils__/renderPlugin';
import { stopClock } from '../../__testUtils__/stopClock';

const now = new Date();

async function rows(): Promise<string[]> {
  const table = await screen.findByLabelText('Networks', { selector: '[role=grid]' });
  // `hidden`: without looking at the styles of all elements above, which takes long.
  return within(table)
    .getAllByRole('rowheader', { hidden: true })
    .map(cell => cell.querySelector('a')?.textContent ?? '');
}

async function choose(label: string, option: string) {
  await userEvent.click(screen.getByRole('button', { name: new RegExp(`${label}$`) }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('NetworksPage', () => {
  stopClock(now);
  mockViewport();

  it('says that it is loading', async () => {
    const api = new RecordedApi([]);
    api.listAllNetworks = () => new Promise(() => {});
    renderPlugin('', api);
    expect(await screen.findByText('Loading networks')).toBeInTheDocument();
  });

  it('lists networks with phase, links and the time of the observation', async () => {
    renderPlugin('', new RecordedApi(allNetworks(now), now));
    const row = await screen.findByRole('row', { name: /returns/ });
    expect(within(row).getByText('Degraded')).toBeInTheDocument();
    expect(within(row).getByText('1 of 2')).toBeInTheDocument();
    expect(within(row).getByText('20 s ago')).toHaveAttribute('title', expect.stringMatching(/Z$/));
    expect(within(row).getByRole('link', { name: 'returns' })).toHaveAttribute(
      'href',
      '/interconnect/networks/edge-shop/returns',
    );
  });

  it('says what is not known, and what may be out of date', async () => {
    renderPlugin('', new RecordedApi(allNetworks(now), now));
    const unknown = await screen.findByRole('row', { name: /kiosk/ });
    expect(within(unknown).getByText('Unknown')).toBeInTheDocument();
    expect(within(unknown).getByText('not checked yet')).toBeInTheDocument();
    const stale = screen.getByRole('row', { name: /stock/ });
    expect(within(stale).getByText('3 h ago, may be out of date')).toBeInTheDocument();
  });

  it('leads to a rollout that waits for approval', async () => {
    renderPlugin('', new RecordedApi(allNetworks(now), now));
    const row = await screen.findByRole('row', { name: /tills/ });
    expect(within(row).getByRole('link', { name: 'Awaiting approval' })).toHaveAttribute(
      'href',
      `/interconnect/networks/edge-shop/tills/rollouts/${approvalRollouts.waiting}`,
    );
    const running = screen.getByRole('row', { name: /popup/ });
    expect(within(running).queryByRole('link', { name: 'Running' })).not.toBeInTheDocument();
  });

  it('puts what needs attention first, sorts, finds by words, and says when nothing is found', async () => {
    renderPlugin('', new RecordedApi(allNetworks(now), now));
    expect(await rows()).toEqual([
      'terminals',
      'returns',
      'stores',
      'kiosk',
      'pickup',
      'popup',
      'tills',
      'draft',
      'payments',
      'shop',
      'stock',
    ]);
    const row = screen.getByRole('row', { name: /terminals/ });
    expect(row).toHaveTextContent('Needs attention');
    await userEvent.click(screen.getByRole('columnheader', { name: /Network/ }));
    expect((await rows())[0]).toBe('draft');

    const search = screen.getByRole('searchbox');
    await userEvent.type(search, 'malls edge');
    await waitFor(async () => expect(await rows()).toEqual(['kiosk', 'popup']));
    await userEvent.type(search, ' nowhere');
    expect(await screen.findByText('No matches for the search and filters.')).toBeInTheDocument();
  });

  it('filters, and keeps the filters in the address', async () => {
    renderPlugin('?phase=Degraded', new RecordedApi(allNetworks(now), now));
    expect(await rows()).toEqual(['returns', 'stores']);
    await choose('Cluster', 'cluster-3');
    await waitFor(async () => expect(await rows()).toEqual(['returns']));
    await choose('Phase', 'All');
    await waitFor(async () =>
      expect(await rows()).toEqual(['terminals', 'returns', 'payments', 'shop', 'stock']),
    );
  });

  it('takes its filters from the address', async () => {
    renderPlugin('?project=warehouse', new RecordedApi(allNetworks(now), now));
    expect(await rows()).toEqual(['stock']);
  });

  it('says what to do when there is no network', async () => {
    renderPlugin('', new RecordedApi([]));
    expect(await screen.findByText('No networks yet')).toBeInTheDocument();
    const [link] = await screen.findAllByRole('link', { name: 'Request a network' });
    expect(link).toHaveAttribute('href', '/interconnect/request');
  });

  it('names the permission that is missing when nothing can be asked for in a project', async () => {
    renderPlugin('?project=warehouse', new RecordedApi(allNetworks(now), now), {
      denied: ['interconnect.network.create'],
    });
    expect(await screen.findByText(/interconnect\.network\.create/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Request a network' })).not.toBeInTheDocument();
  });

  it('tells an error without a stack, and tries again', async () => {
    const api = new RecordedApi([emptyNetwork()]);
    const list = api.listAllNetworks.bind(api);
    api.listAllNetworks = async () => {
      api.listAllNetworks = list;
      throw await refusal(503, 'ServiceUnavailableError', 'The database does not answer');
    };
    renderPlugin('', api);
    expect(await screen.findByRole('alert')).toHaveTextContent('The database does not answer');
    expect(screen.queryByText(/secret\.ts/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toEqual(['draft']);
  });

  it('names the permission when the list is denied', async () => {
    const api = new RecordedApi([]);
    api.listAllNetworks = async () => {
      throw await refusal(
        403,
        'NotAllowedError',
        'You do not have the permission interconnect.network.read for edge-shop/shop',
      );
    };
    renderPlugin('', api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You are not allowed to see this');
    expect(alert).toHaveTextContent('interconnect.network.read');
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });

  it('reads a long list to its end, and draws only what is in sight', async () => {
    const networks = Array.from({ length: 1100 }, (_, index) =>
      readyNetwork(`n-${index}`, ['cluster-2'], now.toISOString()),
    );
    const api = new RecordedApi(networks, now);
    const asked = jest.spyOn(api, 'listAllNetworks');
    const restore = mockStyles();
    renderPlugin('', api);
    expect(await screen.findByText('1100 networks')).toBeInTheDocument();
    const cursors = asked.mock.calls.map(([page]) => page?.cursor);
    expect(cursors.slice(0, 3)).toEqual([undefined, '500', '1000']);
    expect(cursors[3]).toBeUndefined(); // from the beginning, if this took so long that it asks again
    expect(await rows()).toContain('n-0');
    expect((await rows()).length).toBeLessThan(60);
    restore();
  });
});
