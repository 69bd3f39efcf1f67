import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  emptyNetwork,
  RecordedApi,
  returnsNetwork,
  shopNetwork,
  wideNetwork,
} from '../../../dev/answers';
import { mockViewport } from '../../__testUtils__/mockViewport';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';
import { recordedPages } from '../../../dev/browser/pages';
import { download } from '../common/download';
import { networkTabs } from './tabs';

jest.mock('../common/download');

const now = new Date();

function open(network: Network, tab: string, change: (api: RecordedApi) => void = () => {}) {
  const api = new RecordedApi([network], now);
  change(api);
  renderPlugin(`/networks/${network.project}/${network.name}/${tab}`, api);
}

describe('Overview', () => {
  const reason = 'one end alone says that the link is up: hub cluster-1 does not see cluster-2';
  const withMessage = (message: string) => {
    const network = returnsNetwork(now);
    const members = network.status.members.map(member =>
      member.cluster === 'cluster-2'
        ? { ...member, message, link: { state: 'Unknown' as const, message: reason } }
        : member,
    );
    return { ...network, status: { ...network.status, members } };
  };

  it('says why a link is not up', async () => {
    open(withMessage('Listener a/b is missing'), '');
    expect(await screen.findByText(reason)).toBeInTheDocument();
  });

  it("says it once when it is the member's message", async () => {
    open(withMessage(`Listener a/b is missing; ${reason}`), '');
    expect(await screen.findByText(`Listener a/b is missing; ${reason}`)).toBeInTheDocument();
    expect(screen.queryByText(reason)).not.toBeInTheDocument();
  });
});

describe('Services', () => {
  it('shows every address to copy, and what a client needs', async () => {
    open(shopNetwork(now), 'services');
    expect(await screen.findByRole('heading', { name: 'my-backend:8080' })).toBeInTheDocument();
    for (const namespace of ['interconnect-shop', 'interconnect']) {
      const address = `http://my-backend.${namespace}.svc.cluster.local:8080`;
      expect(screen.getByText(address)).toBeInTheDocument();
      expect(screen.getByRole('button', { name: `Copy address ${address}` })).toBeInTheDocument();
    }
    expect(screen.getByText(/name: MY_BACKEND_URL/)).toBeInTheDocument();
  });

  it('says from which members it is reached, and from which not', async () => {
    open(returnsNetwork(now), 'services');
    expect(await screen.findByText('Not reached from: cluster-3')).toBeInTheDocument();
    expect(screen.getByText('Reached from 2 of 3 members')).toBeInTheDocument();
  });

  it.each([
    [{ unreachable: [], unknown: ['cluster-2'] }, 'Ready', 'Not known for: cluster-2'],
    [undefined, 'NotReady', 'Not reached from any member'],
    [undefined, 'Ready', 'Not checked yet from which members it is reached'],
  ] as const)('does not guess it: %j, %s', async (reach, state, said) => {
    const network = shopNetwork(now);
    const [{ reach: _reach, ...service }] = network.status.services;
    const known = reach && { unreachable: [...reach.unreachable], unknown: [...reach.unknown] };
    network.status.services = [{ ...service, state, ...(known && { reach: known }) }];
    open(network, 'services');
    expect(await screen.findByText(said)).toBeInTheDocument();
  });

  it('with TLS says what server and clients mount, and how a client calls', async () => {
    const network = shopNetwork(now);
    const [service] = network.status.services;
    const address = 'https://my-backend.interconnect.svc.cluster.local:8080';
    const services = [{ ...service, tls: 'router' as const, addresses: [address] }];
    open({ ...network, status: { ...network.status, services } }, 'services');
    expect(
      await screen.findByRole('heading', { name: 'TLS with the routers' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/clients get no answer/)).toBeInTheDocument();
    expect(screen.getByText(/secretName: skupper-tls-client/)).toBeInTheDocument();
    expect(screen.getByText(/secretName: skupper-tls-my-backend/)).toBeInTheDocument();
    expect(
      screen.getByText(`curl -sS --cacert /etc/skupper-tls/ca.crt ${address}/`),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy volume of a client' })).toBeInTheDocument();
  });

  it('says what is wrong where the server is', async () => {
    const network = shopNetwork(now);
    const [{ reach: _reach, ...service }] = network.status.services;
    const message = 'the certificate in Secret shop/skupper-tls-my-backend ended on 2026-11-21';
    network.status.services = [{ ...service, state: 'NotReady', message }];
    open(network, 'services');
    expect(await screen.findByText(message)).toBeInTheDocument();
  });

  it('names the Secret of the server after its Deployment', async () => {
    const network = shopNetwork(now);
    const [service] = network.status.services;
    const services = [{ ...service, tls: 'router' as const, deployment: 'shop-server' }];
    open({ ...network, status: { ...network.status, services } }, 'services');
    expect(await screen.findByText(/secretName: skupper-tls-shop-server/)).toBeInTheDocument();
  });

  it('says nothing of TLS where bytes pass as they are', async () => {
    open(shopNetwork(now), 'services');
    expect(await screen.findByRole('heading', { name: 'my-backend:8080' })).toBeInTheDocument();
    expect(screen.queryByText(/skupper-tls/)).not.toBeInTheDocument();
  });

  it('says how a service gets exposed when none is', async () => {
    open(emptyNetwork(), 'services');
    expect(await screen.findByText(/expose-service: "true"/)).toBeInTheDocument();
  });
});

describe('Rollouts', () => {
  it('lists them with steps, duration, who asked, and the way to Temporal', async () => {
    open(returnsNetwork(now), 'rollouts');
    const state = await screen.findByText('Failed');
    const failed = state.closest<HTMLElement>('[role=row]')!;
    expect(within(failed).getByText(/of \d+ done, 1 failed/)).toBeInTheDocument();
    expect(within(failed).getByText('1 min 22 s')).toBeInTheDocument();
    expect(within(failed).getByRole('link', { name: /guest/i })).toBeInTheDocument();
    expect(within(failed).getByRole('link', { name: 'Open in Temporal' })).toHaveAttribute(
      'href',
      expect.stringContaining('/workflows/interconnect.edge-shop.returns/'),
    );
    expect(within(failed).getByRole('link', { name: '25 h ago' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/interconnect\/networks\/edge-shop\/returns\/rollouts\/.+/),
    );
  });

  it('says through which service a rollout was asked for', async () => {
    open(returnsNetwork(now), 'rollouts', api => {
      const listRollouts = api.listRollouts.bind(api);
      api.listRollouts = async name => {
        const { items } = await listRollouts(name);
        const through = 'service:plugin:mcp-actions';
        return { items: items.map(rollout => ({ ...rollout, through })) };
      };
    });
    const [said] = await screen.findAllByText('through service:plugin:mcp-actions');
    expect(within(said.closest('[role=row]')!).getByText('Failed')).toBeInTheDocument();
  });

  it('says that there is none, and what failed', async () => {
    open(emptyNetwork(), 'rollouts');
    expect(await screen.findByText('No rollouts yet')).toBeInTheDocument();
  });

  it('tells an error', async () => {
    open(shopNetwork(now), 'rollouts', api => {
      api.listRollouts = async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'Later');
      };
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Later');
  });
});

describe('Audit', () => {
  mockViewport();

  it('is newest first, can be searched, and exports what is found', async () => {
    open(returnsNetwork(now), 'audit');
    const grid = { selector: '[role=grid]' };
    await screen.findByLabelText('Audit', grid);
    // Not the same element: a long table is another one than a short one.
    const actions = () =>
      within(screen.getByLabelText('Audit', grid))
        .getAllByRole('rowheader', { hidden: true })
        .map(cell => cell.textContent);
    expect(actions()[0]).toBe('rollout.failed');

    await userEvent.type(screen.getByRole('searchbox'), 'linkSpoke@cluster-3 succeeded');
    await waitFor(() => expect(actions()).toEqual(['step.succeeded', 'step.succeeded']));
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    await userEvent.click(screen.getByRole('button', { name: 'Export JSON lines' }));
    const [[csvName, , csv], [linesName, , lines]] = jest.mocked(download).mock.calls;
    expect([csvName, linesName]).toEqual([
      'audit-edge-shop-returns.csv',
      'audit-edge-shop-returns.jsonl',
    ]);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(3);
    const sequences = lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(sequences).toHaveLength(2);
  });

  it('says that the log is complete, and up to where it is signed', async () => {
    open(returnsNetwork(now), 'audit');
    expect(
      await screen.findByText(
        /The log of project edge-shop is complete: 342 entries\. Signed up to entry 341/,
      ),
    ).toHaveTextContent(/\d min ago/); // how many: the tests before it took their time
  });

  it('says what is wrong with the log, and that it is not signed', async () => {
    const problem = { sequence: 3, kind: 'missing' as const, message: 'entry 3 is missing' };
    open(returnsNetwork(now), 'audit', api => {
      api.verifyAudit = async project => ({
        project,
        entries: 9,
        problems: [problem],
        unsigned: 9,
      });
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/was changed after it was written.*entry 3 is missing/);
  });

  it('says that nothing is on record', async () => {
    open(emptyNetwork(), 'audit', api => {
      api.listAudit = async () => ({ items: [] });
    });
    expect(await screen.findByText('No entries yet')).toBeInTheDocument();
  });
});

describe('Diagnostics', () => {
  it('answers the questions, and begins with the cluster that is worst', async () => {
    open(returnsNetwork(now), 'diagnostics');
    expect(await screen.findByText('Members not ready: 1 of 3: cluster-3')).toBeInTheDocument();
    expect(
      screen.getByText(/^Links down: 1 of 2: cluster-3 \(since .*\d\d:\d\d.*, \d+ min ago\)$/),
    ).toBeInTheDocument();
    expect(screen.getByText('Services ready: 1 of 1: my-backend:8080')).toBeInTheDocument();
    expect(screen.getByText(/The hub’s Site on cluster-1 is ready/)).toBeInTheDocument();
    expect(
      screen.getByText('kubectl --context cluster-3 -n interconnect-returns get links.skupper.io'),
    ).toBeInTheDocument();
  });

  it('does not list hundreds', async () => {
    open(wideNetwork(now, 500), 'diagnostics');
    expect(await screen.findByText(/^Links down: 35 of 500: .* and 25 more$/)).toBeInTheDocument();
  });

  it('has nothing to look at without members', async () => {
    open(emptyNetwork(), 'diagnostics');
    expect(await screen.findByText(/Nothing to check/)).toBeInTheDocument();
  });
});

it('says that there is no such tab', async () => {
  open(shopNetwork(now), 'nothing');
  expect(await screen.findByText('Page not found')).toBeInTheDocument();
  expect(document.title).toBe('Page not found | Backstage');
});

it.each(networkTabs)('has a recorded page that is looked at: $label', ({ path }) => {
  const paths = recordedPages.map(page => page.path);
  expect(paths).toContainEqual(
    expect.stringMatching(new RegExp(`/networks/[\\w-]+/[\\w-]+${path && `/${path}`}$`)),
  );
});
