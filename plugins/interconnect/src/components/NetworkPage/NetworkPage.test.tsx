import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  blockedNetwork,
  emptyNetwork,
  progressingNetwork,
  RecordedApi,
  returnsNetwork,
  shopNetwork,
  staleNetwork,
  unknownNetwork,
  waitingNetwork,
  wideNetwork,
} from '../../../dev/answers';
import { mockViewport } from '../../__testUtils__/mockViewport';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';
import { stopClock } from '../../__testUtils__/stopClock';

const now = new Date();

function open(network: Network, denied: string[] = []) {
  const api = new RecordedApi([network], now);
  renderPlugin(`/networks/${network.project}/${network.name}`, api, { denied });
  return api;
}

describe('NetworkPage', () => {
  stopClock(now);
  mockViewport();

  it('says that it is loading', async () => {
    const api = new RecordedApi([]);
    api.getNetwork = () => new Promise(() => {});
    renderPlugin('/networks/edge-shop/shop', api);
    expect(await screen.findByText('Loading the network')).toBeInTheDocument();
  });

  it('names itself in the tab of the browser, and no longer when it is left', async () => {
    open(returnsNetwork(now));
    await waitFor(() => expect(document.title).toBe('returns | Backstage'));
    await userEvent.click(screen.getByRole('link', { name: 'Services' }));
    await waitFor(() => expect(document.title).toBe('Services · returns | Backstage'));
    await userEvent.click(screen.getByRole('link', { name: 'Networks of edge-shop' }));
    await waitFor(() => expect(document.title).toBe('Networks | Backstage'));
  });

  it('says how the network is, and when that was seen', async () => {
    open(returnsNetwork(now));
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(screen.getByText('checked 20 s ago')).toBeInTheDocument();
    expect(screen.getByText('interconnect-returns')).toBeInTheDocument();
  });

  it('blocked: says which step failed and why, and leads to where it can be retried', async () => {
    open(blockedNetwork(now));
    expect(await screen.findByText('Needs attention')).toBeInTheDocument();
    const step = await screen.findByText('cluster-3: deploy my-frontend in namespace shop');
    const notice = step.closest<HTMLElement>('[role=status]')!;
    expect(notice).toHaveTextContent(/CrashLoopBackOff: exited with code 1/);
    expect(within(notice).getByRole('link', { name: 'Show the rollout' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/terminals\/rollouts\/c7e1d0a4/),
    );
  });

  it('draws the topology as one picture with a summary, and says the same in a table', async () => {
    open(returnsNetwork(now));
    expect(
      await screen.findByRole('img', {
        name: /^Hub cluster-1, spokes: 2. Links: 1 up, 1 down, 0 unknown/,
      }),
    ).toHaveTextContent(/Link downsince .*\d\d:\d\d(:\d\d)?, 7 min ago/);
    const row = screen.getByRole('row', { name: /cluster-3/ });
    expect(within(row).getByText('Not ready')).toBeInTheDocument();
    expect(within(row).getByText('Down')).toBeInTheDocument();
    expect(within(row).getByText(/^since .*\d\d:\d\d(:\d\d)?, 7 min ago$/)).toHaveAttribute(
      'title',
      expect.stringMatching(/Z$/),
    );
    expect(within(row).getByText(/connection timed out/)).toBeInTheDocument();
  });

  it('says what is not known', async () => {
    open(unknownNetwork());
    const row = await screen.findByRole('row', { name: /cluster-2/ });
    expect(within(row).getAllByText('Unknown')).toHaveLength(2);
    expect(within(row).getByText('not checked yet')).toBeInTheDocument();
    expect(screen.getByRole('img')).toHaveAccessibleName(/1 unknown/);
  });

  it('says that an old observation may be out of date', async () => {
    open(staleNetwork(now));
    expect(await screen.findByText('checked 3 h ago, may be out of date')).toBeInTheDocument();
    expect(screen.getByText(/^Last checked 3 h ago/)).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /cluster-3/ });
    expect(within(row).getByText('3 h ago, may be out of date')).toBeInTheDocument();
    expect(screen.getByRole('img')).toHaveTextContent('Spoke · Ready, 3 h ago');
    const samples = screen.getByRole('list', { name: 'Legend' }).querySelectorAll('.link');
    expect([...samples].map(line => line.matches('.stale'))).toEqual([true, true, true]);
  });

  it('stays usable with 200 members: the drawing groups, the table draws what is in sight', async () => {
    open(wideNetwork(now, 199));
    expect(await screen.findByText('200 members')).toBeInTheDocument();
    const table = screen.getByLabelText('Members', { selector: '[role=grid]' });
    expect(table).toHaveAttribute('aria-rowcount', '201');
    const drawn = within(table).getAllByRole('rowheader', { hidden: true });
    expect(drawn.length).toBeLessThan(60);
    expect(drawn[0]).toHaveTextContent('store-13'); // what needs attention comes first
    expect(screen.getByText(/^\d+ spokes, all up$/)).toBeInTheDocument();
  });

  it('says what to do with a network without members', async () => {
    open(emptyNetwork());
    expect(await screen.findByText('This network has no members yet')).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: 'Add members' })).toHaveAttribute(
      'href',
      '/interconnect/request?project=edge-shop&network=draft',
    );
  });

  it('tells an error without a stack, and tries again', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    const get = api.getNetwork.bind(api);
    api.getNetwork = async () => {
      api.getNetwork = get;
      throw await refusal(500, 'Error', 'The database does not answer');
    };
    renderPlugin('/networks/edge-shop/shop', api);
    expect(await screen.findByRole('alert')).toHaveTextContent('The database does not answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /cluster-3/ })).toBeInTheDocument();
  });

  it('names the permission when the network may not be seen', async () => {
    const api = new RecordedApi([]);
    api.getNetwork = async () => {
      throw await refusal(
        403,
        'NotAllowedError',
        'You do not have the permission interconnect.network.read for edge-shop/shop',
      );
    };
    renderPlugin('/networks/edge-shop/shop', api);
    expect(await screen.findByRole('alert')).toHaveTextContent('interconnect.network.read');
  });

  it('keeps history in reach when the network is gone', async () => {
    renderPlugin('/networks/edge-shop/gone', new RecordedApi([]));
    expect(await screen.findByText('Project edge-shop has no network gone')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Audit' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  });

  it('disables what is not allowed, and says which permission is missing', async () => {
    open(shopNetwork(now), ['interconnect.network.update', 'interconnect.network.delete']);
    expect(
      await screen.findByText(/interconnect\.network\.update.*interconnect\.network\.delete/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
    expect(screen.getByRole('link', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('offers no change while a rollout is under way, and leads to it', async () => {
    const network = progressingNetwork();
    open(network);
    expect(await screen.findByRole('link', { name: 'Running' })).toHaveAttribute(
      'href',
      `/interconnect/networks/edge-shop/popup/rollouts/${network.rollout?.id}`,
    );
    expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
  });

  it('says that a rollout waits for approval, and leads to it', async () => {
    const network = waitingNetwork();
    open(network);
    expect(await screen.findByText(/is waiting for approval$/)).toBeInTheDocument();
    const path = `/interconnect/networks/edge-shop/tills/rollouts/${network.rollout?.id}`;
    expect(screen.getByRole('link', { name: 'Show the rollout' })).toHaveAttribute('href', path);
    expect(screen.getByRole('link', { name: 'Awaiting approval' })).toHaveAttribute('href', path);
  });

  it('edits with the form', async () => {
    open(shopNetwork(now));
    await waitFor(async () =>
      expect(await screen.findByRole('link', { name: 'Edit' })).not.toHaveAttribute(
        'aria-disabled',
        'true',
      ),
    );
    expect(screen.getByRole('link', { name: 'Edit' })).toHaveAttribute(
      'href',
      '/interconnect/request?project=edge-shop&network=shop',
    );
  });
});
