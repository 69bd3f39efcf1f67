import { ResponseError } from '@backstage/errors';
import {
  FieldError,
  InterconnectApi,
  NetworkDocument,
  NetworkName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readyNetwork, RecordedApi, shopDocument } from '../../../dev/answers';
import { choose, press, renderRequest, step } from './__testUtils__/renderRequest';

const now = '2026-01-01T00:00:00Z';
const edit = '?project=edge-shop&network=shop';

/** What the client throws when the backend refuses; `more` stands in its `error`. */
function refusal(status: number, name: string, message: string, more: object = {}) {
  const body = { error: { name, message, ...more }, response: { statusCode: status } };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

function refusesFields(fields: FieldError[]) {
  return async () => Promise.reject(await refusal(400, 'InputError', 'no', { fields }));
}

/** A network that is there. */
function shopApi() {
  return new RecordedApi([readyNetwork('shop', ['cluster-2', 'cluster-3'], now)]);
}

async function review() {
  await press(/^4\. Review/);
  await step('Review');
}

afterEach(() => localStorage.clear());

describe('RequestPage and the server', () => {
  it('shows what the server refuses at its field, focused, and the rest in a summary', async () => {
    const api = shopApi();
    api.planNetwork = refusesFields([
      { field: 'namespace', message: "'x' is held by somebody", accepted: 'another one' },
      { field: 'applications[0].source.url', message: 'cannot be read' },
      { field: 'spokes[1].cluster', message: 'does not answer' },
    ]);
    renderRequest(edit, api);
    await press(/^4\. Review/);

    await step('Hub and spokes');
    const row = screen.getByText('Does not answer').closest('li') as HTMLElement;
    expect(within(row).getByText('cluster-3')).toBeInTheDocument();
    const remove = within(row).getByRole('button', { name: 'Remove cluster-3' });
    expect(remove).toHaveFocus();
    expect(remove).toHaveAccessibleDescription('Does not answer');

    const summary = screen.getByRole('alert');
    const items = within(summary).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'applications[0].source.url: Cannot be read',
      "namespace: 'x' is held by somebody. Accepted: another one",
    ]);
    await userEvent.click(within(summary).getByRole('button', { name: /source.url/ }));
    await step('Applications');
    const url = screen.getAllByLabelText(/URL of the manifests/)[0];
    expect(url).toHaveFocus();
    expect(url).toHaveAccessibleDescription(/Cannot be read/);

    await userEvent.type(url, '2');
    expect(url).toBeValid();
  });

  it('asks the server again when Review is opened, though nothing was changed', async () => {
    const api = shopApi();
    const works = api.planNetwork.bind(api);
    api.planNetwork = refusesFields([{ field: 'spokes[1].cluster', message: 'does not answer' }]);
    renderRequest(edit, api);
    await press(/^4\. Review/);
    await step('Hub and spokes');
    expect(screen.getByText('Does not answer')).toBeInTheDocument();
    await press('Next');
    await step('Applications');

    api.planNetwork = works;
    await press('Review');
    await step('Review');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    expect(screen.queryByText('Does not answer')).not.toBeInTheDocument();
  });

  it('offers the own addresses alone when another network has the short one, and leads there', async () => {
    const api = shopApi();
    const works = api.planNetwork.bind(api);
    const asked: NetworkDocument[] = [];
    const message = 'the address my-backend.interconnect is held by network warehouse/stock';
    const holder = { project: 'warehouse', network: 'stock' };
    api.planNetwork = async (name: NetworkName, document: NetworkDocument) => {
      asked.push(document);
      const isHeld = document.applications?.[0].shortAddress !== false;
      return isHeld
        ? refusesFields([{ field: 'applications[0].shortAddress', message, holder }])()
        : works(name, document);
    };
    renderRequest(edit, api);
    await press(/^4\. Review/);
    await step('Applications');
    const [short] = screen.getAllByRole('switch', { name: /^Short address/ });
    expect(short).toBeChecked();
    expect(short).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Show network warehouse/stock' })).toHaveAttribute(
      'href',
      '/interconnect/networks/warehouse/stock',
    );

    await press('Use the network’s own addresses only');
    expect(short).not.toBeChecked();
    expect(short).toHaveFocus();
    expect(screen.queryByText(/is held by/)).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Show network/ })).not.toBeInTheDocument();
    await review();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    expect(asked.at(-1)?.applications?.[0]).toMatchObject({ expose: true, shortAddress: false });
  });

  it('offers them as well when the other network may not be named', async () => {
    const api = shopApi();
    const message = 'the address my-backend.interconnect is held by another network';
    api.planNetwork = refusesFields([{ field: 'applications[0].shortAddress', message }]);
    renderRequest(edit, api);
    await press(/^4\. Review/);
    await step('Applications');
    expect(screen.getByRole('button', { name: /own addresses only/ })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Show network/ })).not.toBeInTheDocument();
  });

  it('asks again for what has no place in the form', async () => {
    const api = shopApi();
    const works = api.planNetwork.bind(api);
    api.planNetwork = refusesFields([{ field: 'namespace', message: 'is held by somebody' }]);
    renderRequest(edit, api);
    await press(/^4\. Review/);
    expect(await screen.findByText('namespace: Is held by somebody')).toBeInTheDocument();
    await press('Review again');
    expect(await screen.findByText('namespace: Is held by somebody')).toBeInTheDocument();

    api.planNetwork = works;
    await press('Review again');
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    expect(screen.queryByText(/Is held by somebody/)).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Review again' })).not.toBeInTheDocument();
  });

  it('says before it is submitted whose approval it needs, and why', async () => {
    renderRequest(edit, shopApi());
    await review();
    expect(await screen.findByText(/^This requires approval by/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'platform-team' })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform-team',
    );
    expect(screen.getByText('cluster-1 has the label environment: production')).toBeVisible();
    expect(screen.getByText(/it waits until someone approves it/)).toBeVisible();
  });

  it('says nothing of approvals where none is needed', async () => {
    const api = shopApi();
    const plan = api.planNetwork.bind(api);
    api.planNetwork = async (...request) => ({ ...(await plan(...request)), approval: undefined });
    renderRequest(edit, api);
    await review();
    expect(await screen.findByRole('button', { name: 'Submit the change' })).toBeEnabled();
    expect(screen.queryByText(/requires approval/)).not.toBeInTheDocument();
  });

  it('shows what is refused on submit, too', async () => {
    const api = shopApi();
    api.putNetwork = refusesFields([{ field: 'hub', message: 'is not reachable' }]);
    renderRequest(edit, api);
    await review();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the change');
    await step('Hub and spokes');
    const hub = screen.getByRole('combobox', { name: 'Cluster of the hub' });
    expect(hub).toHaveFocus();
    expect(hub).toHaveAccessibleDescription(/Is not reachable/);
  });

  it('shows warnings, addresses to copy, and the steps of the plan', async () => {
    const user = userEvent.setup(); // with a clipboard
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    const api = shopApi();
    const addresses = ['http://my-backend.interconnect-shop.svc.cluster.local:8080'];
    const plan = await api.planNetwork(
      { project: 'edge-shop', network: 'shop' },
      shopDocument('', 'cluster-1', ['cluster-2']),
    );
    api.planNetwork = async () => ({ ...plan, addresses, warnings: ['8.8.8.0/24 is public'] });
    renderRequest(edit, api);
    await review();
    const warnings = await screen.findByRole('region', { name: 'Warnings' });
    expect(warnings).toHaveTextContent('8.8.8.0/24 is public');
    const listed = screen.getByRole('region', { name: 'Addresses for clients' });
    expect(listed).toHaveTextContent(addresses[0]);
    await user.click(within(listed).getByRole('button', { name: 'Copy address' }));
    expect(copied).toHaveBeenCalledWith(addresses[0]);
    const steps = screen.getByRole('group', { name: /^\d+ steps$/ });
    expect(within(steps).getAllByRole('listitem')).toHaveLength(plan.steps.length);
    expect(within(steps).getAllByRole('listitem')[0]).toHaveTextContent(plan.steps[0].summary);
  });

  it('shows the manifests of the plan when they are asked for', async () => {
    const api = shopApi();
    const reviewed = jest.spyOn(api, 'reviewNetwork');
    renderRequest(edit, api);
    await review();
    const manifests = await screen.findByRole('region', { name: 'Manifests' });
    expect(reviewed).not.toHaveBeenCalled();
    await userEvent.click(
      within(manifests).getByRole('button', { name: /^Show manifest changes/ }),
    );
    expect(
      await within(manifests).findByRole('group', { name: 'Changes of my-backend on cluster-1' }),
    ).toHaveTextContent('registry.example/web:2');
    expect(screen.queryByText(/^The plan has changed/)).not.toBeInTheDocument();
  });

  it('says when the manifests are of another plan by now', async () => {
    const api = shopApi();
    const works = api.reviewNetwork.bind(api);
    api.reviewNetwork = async (...asked) => ({
      ...(await works(...asked)),
      planDigest: '0'.repeat(64),
    });
    renderRequest(edit, api);
    await review();
    await press('Show manifest changes');
    expect(await screen.findByText(/^The plan has changed since/)).toBeInTheDocument();
  });

  it('says that nothing has to be done', async () => {
    const api = shopApi();
    api.planNetwork = async () => ({
      operation: 'update',
      steps: [],
      addresses: [],
      warnings: [],
      digest: 'd'.repeat(64),
    });
    renderRequest(edit, api);
    await review();
    expect(await screen.findByText(/^No cluster needs a change/)).toBeInTheDocument();
    expect(screen.getByText('No exposed services are known yet.')).toBeInTheDocument();
  });

  it('says that the plan has changed since it was shown, and shows the new one', async () => {
    const api = shopApi();
    const planned = jest.spyOn(api, 'planNetwork');
    const message = 'Interconnect-Plan-Digest: the plan that was shown is not the one';
    const put = jest
      .spyOn(api, 'putNetwork')
      .mockRejectedValueOnce(await refusal(412, 'PlanChangedError', message));
    renderRequest(edit, api);
    await review();
    await press('Submit the change');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/The plan has changed since it was shown/);
    expect(planned).toHaveBeenCalledTimes(1);
    await userEvent.click(within(alert).getByRole('button'));
    await waitFor(() => expect(planned).toHaveBeenCalledTimes(2));
    expect(screen.queryByText(message)).not.toBeInTheDocument();
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('says why there is no plan, and tries again', async () => {
    const api = shopApi();
    const works = api.planNetwork.bind(api);
    api.planNetwork = async () =>
      Promise.reject(await refusal(503, 'ServiceUnavailableError', 'Temporal does not answer'));
    renderRequest(edit, api);
    await review();
    expect(await screen.findByText('Temporal does not answer')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Submit the change' })).toBeDisabled();
    api.planNetwork = works;
    await press('Try again');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Submit the change' })).toBeEnabled(),
    );
  });

  it('says which permission the server misses', async () => {
    const api = shopApi();
    const message = 'You do not have the permission interconnect.network.update';
    api.planNetwork = async () => Promise.reject(await refusal(403, 'NotAllowedError', message));
    renderRequest(edit, api);
    await review();
    expect(await screen.findByText(/the permission interconnect.network.update/)).toBeVisible();
  });

  it('changes what is there, with its entity tag', async () => {
    const api = shopApi();
    const put = jest.spyOn(api as InterconnectApi, 'putNetwork');
    renderRequest(edit, api);
    expect(await screen.findByRole('heading', { name: 'Edit shop' })).toBeInTheDocument();
    expect(screen.getByLabelText(/^Name/)).toHaveAttribute('readonly');
    expect(screen.getByRole('combobox', { name: 'Project' })).toHaveAttribute('readonly');
    await press(/^2\. Hub and spokes/);
    await press('Remove cluster-3');
    await press('Remove cluster-2');
    await choose(/Clusters of the spokes/, /cluster-2/);
    await press('Remove cluster-3 from the applications');
    await review();
    await press('Submit the change');
    await screen.findByText(/now at/);
    const [, document, options] = put.mock.calls[0];
    expect(options).toEqual({
      ifMatch: '"3"',
      planDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const before = shopDocument('Shop back end for the stores', 'cluster-1', ['cluster-2']);
    expect(document).toEqual(before);
  });

  it('says that somebody was faster, and loads the newer version', async () => {
    const api = shopApi();
    api.putNetwork = async () =>
      Promise.reject(await refusal(412, 'PreconditionFailedError', 'generation 4'));
    renderRequest(edit, api);
    await review();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    api.networks[0] = readyNetwork('shop', ['cluster-2', 'cluster-3', 'cluster-4'], now);
    api.networks[0].generation = 4;
    api.networks[0].spec.description = 'Changed by somebody';
    await press('Submit the change');
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('Changed by someone else')).toBeInTheDocument();
    expect(within(alert).getByText('Your version would undo these changes:')).toBeInTheDocument();
    const lost = within(alert).getAllByRole('listitem');
    expect(lost.map(({ textContent }) => textContent)).toEqual([
      'description: Changed by somebody would become Shop back end for the stores',
      'spokes[cluster-4]: cluster-4 would be removed',
      'applications[my-frontend].clusters: cluster-2, cluster-3, cluster-4 would become cluster-2, cluster-3',
    ]);

    await press('Load the newer version');
    await step('Basics');
    expect(screen.getByLabelText(/^Description/)).toHaveValue('Changed by somebody');
    expect(screen.getByRole('heading', { name: /^Step \d of 4/ })).toHaveFocus();
  });

  it('goes on with one’s own version on top of the newer one', async () => {
    const api = shopApi();
    const put = jest.spyOn(api as InterconnectApi, 'putNetwork');
    put.mockImplementationOnce(async () =>
      Promise.reject(await refusal(428, 'PreconditionRequiredError', 'needs If-Match')),
    );
    renderRequest(edit, api);
    await review();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    api.networks[0].generation = 7;
    await press('Submit the change');
    await screen.findByText('Changed by someone else');
    expect(screen.getByText(/^Your version would undo none/)).toBeInTheDocument();
    await press(/^Keep my version/);
    await waitFor(() =>
      expect(screen.queryByText('Changed by someone else')).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('heading', { name: /^Step \d of 4/ })).toHaveFocus();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the change');
    await screen.findByText(/now at/);
    expect(put.mock.lastCall?.[2]).toMatchObject({ ifMatch: '"7"' });
  });

  it('leads to the rollout that is still running', async () => {
    const api = shopApi();
    const rollout = { id: 'r-1', state: 'Running', url: 'http://x' };
    api.putNetwork = async () =>
      Promise.reject(await refusal(409, 'ConflictError', 'is still running', { rollout }));
    renderRequest(edit, api);
    await review();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the change');
    expect(await screen.findByRole('link', { name: 'Show the rollout' })).toHaveAttribute(
      'href',
      '/interconnect/networks/edge-shop/shop/rollouts/r-1',
    );
  });

  it('says that the network could not be loaded, and when it is busy', async () => {
    const api = shopApi();
    const works = api.getNetwork.bind(api);
    api.getNetwork = async () => Promise.reject(await refusal(500, 'Error', 'broken'));
    renderRequest(edit, api);
    expect(await screen.findByText('broken')).toBeInTheDocument();
    api.networks[0].rollout = { id: 'r-2', state: 'Running' };
    api.getNetwork = works;
    await press('Try again');
    expect(
      await screen.findByText('A rollout of this network is still running'),
    ).toBeInTheDocument();
  });
});
