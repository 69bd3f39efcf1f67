import { defaultRules } from '@interconnect/backstage-plugin-interconnect-common';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readyNetwork, RecordedApi, shopDocument } from '../../../dev/answers';
import { choose, enter, pick, press, renderRequest, step } from './__testUtils__/renderRequest';

const now = '2026-01-01T00:00:00Z';

afterEach(() => localStorage.clear());

describe('RequestPage', () => {
  it('asks for a network, step by step', async () => {
    const api = new RecordedApi([]);
    const put = jest.spyOn(api, 'putNetwork');
    renderRequest('', api);

    await step('Basics');
    await pick('Project', 'edge-shop');
    await enter('Name', 'shop');
    await enter('Description', 'Shop back end');
    await press('Next');

    await step('Hub and spokes');
    await pick('Cluster of the hub', 'cluster-1');
    expect(
      screen.getByText('Head office · environment: production · region: eu-central'),
    ).toBeInTheDocument();
    await press('Add an address range');
    expect(screen.getByLabelText('Address range 1')).toHaveFocus();
    await userEvent.keyboard('127.20.0.10-127.20.0.50');
    await choose(/Clusters of the spokes/, /cluster-2/);
    await choose(/Clusters of the spokes/, /cluster-3/);
    const spokes = screen.getByRole('list', { name: 'Spokes' });
    expect(within(spokes).getAllByRole('listitem')).toHaveLength(2);
    expect(within(spokes).getByText('Store Berlin · environment: production')).toBeInTheDocument();
    await press('Next');

    await step('Applications');
    await choose(/Add a Component of the project/, 'my-backend');
    await choose(/Clusters that run it/, /cluster-1/);
    expect(screen.getByLabelText(/^Namespace/)).toHaveValue('shop');
    await userEvent.click(screen.getByRole('switch', { name: /Expose to all members/ }));
    await enter(/URL of the manifests/, './examples/my-backend.yaml');
    await press('Review');

    await step('Review');
    const steps = await screen.findByRole('group', { name: /^\d+ steps$/ });
    const [first] = within(steps).getAllByRole('listitem');
    expect(first).toHaveTextContent('cluster-1');
    await press('Submit the request');

    const document = {
      type: 'application-mesh',
      description: 'Shop back end',
      hub: { cluster: 'cluster-1', loadBalancer: { addresses: ['127.20.0.10-127.20.0.50'] } },
      spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }],
      applications: [
        {
          name: 'my-backend',
          namespace: 'shop',
          clusters: ['cluster-1'],
          expose: true,
          source: { kind: 'manifests', url: './examples/my-backend.yaml' },
        },
      ],
    };
    expect(await screen.findByText(/now at .*\/shop\/rollouts\//)).toBeInTheDocument();
    expect(put).toHaveBeenCalledWith({ project: 'edge-shop', network: 'shop' }, document, {
      planDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('offers the projects of the catalog with their owners', async () => {
    renderRequest('', new RecordedApi([]));
    await userEvent.click(await screen.findByRole('combobox', { name: 'Project' }));
    await userEvent.keyboard('{ArrowDown}');
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'edge-shopowned by edge-team',
      'warehouseowned by warehouse-team',
    ]);
  });

  it('says what is missing in a step when it is to be left, and goes to the first', async () => {
    renderRequest('', new RecordedApi([]));
    await step('Basics');
    expect(screen.queryByText(/is missing/i)).not.toBeInTheDocument();
    await press('Next');
    const project = screen.getByRole('combobox', { name: 'Project' });
    expect(project).toHaveFocus();
    expect(project).toBeInvalid();
    expect(project).toHaveAccessibleDescription(/Is missing. Accepted: a System of the catalog/);
    expect(screen.getByRole('button', { name: '1. Basics (2 errors)' })).toBeInTheDocument();
    await step('Basics');
  });

  it('checks the name as it is typed, against the rules and the networks of the project', async () => {
    renderRequest('?project=edge-shop', new RecordedApi([readyNetwork('shop', [], now)]));
    const name = await screen.findByLabelText(/^Name/);
    await userEvent.type(name, 'Shop');
    expect(name).toHaveAccessibleDescription(/'Shop' is not the name of a network.*1 to 19/);
    await enter('Name', 'shop');
    expect(name).toHaveAccessibleDescription(/'shop' is a network of this project already/);
    expect(screen.getByRole('link', { name: 'Edit shop instead' })).toHaveAttribute(
      'href',
      '/interconnect/request?project=edge-shop&network=shop',
    );
    await enter('Name', 'shop-2');
    expect(name).toBeValid();
  });

  it('has its step in the address, so that the back button of the browser works', async () => {
    renderRequest('?project=edge-shop&network=shop&step=members', new RecordedApi([]));
    await step('Hub and spokes');
    expect(document.title).toMatch(/^Step 2 of 4: Hub and spokes · Request a network \| /);
    await press('Next');
    await step('Applications');
    expect(screen.getByLabelText('Address')).toHaveTextContent('network=shop&step=applications');
    await press('Browser: back');
    await step('Hub and spokes');
    expect(document.title).toMatch(/^Step 2 of 4/);
  });

  it('does not open the review by the address while something is missing', async () => {
    renderRequest('?project=edge-shop&step=review', new RecordedApi([]));
    await step('Basics');
    expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription(/Is missing/);
    expect(screen.getByLabelText('Address')).toHaveTextContent('step=basics');
  });

  it('fills in the example and shows its plan, with one click', async () => {
    const document = shopDocument('The example', 'cluster-1', ['cluster-2']);
    const config = {
      interconnect: { example: { project: 'edge-shop', network: 'shop', document } },
    };
    const api = new RecordedApi([]);
    const put = jest.spyOn(api, 'putNetwork');
    renderRequest('', api, { config });
    await userEvent.click(await screen.findByRole('link', { name: 'Use the example' }));
    await step('Review');
    expect(screen.queryByRole('link', { name: 'Use the example' })).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Submit/ })).toBeEnabled());
    await press('Submit the request');
    await screen.findByText(/now at/);
    expect(put).toHaveBeenCalledWith(
      { project: 'edge-shop', network: 'shop' },
      document,
      expect.anything(),
    );
  });

  it('offers no example that is there already, or that the person may not ask for', async () => {
    const document = shopDocument('The example', 'cluster-1', ['cluster-2']);
    const config = {
      interconnect: { example: { project: 'edge-shop', network: 'shop', document } },
    };
    const networks = [readyNetwork('shop', [], now)];
    const rendered = renderRequest('', new RecordedApi(networks), { config });
    await step('Basics');
    await waitFor(() =>
      expect(screen.queryByRole('link', { name: 'Use the example' })).not.toBeInTheDocument(),
    );
    rendered.unmount();
    renderRequest('', new RecordedApi([]), {
      config,
      denied: ['interconnect.network.create'],
    });
    await step('Basics');
    expect(screen.queryByRole('link', { name: 'Use the example' })).not.toBeInTheDocument();
  });

  it('begins as a copy of another network, without what no two can share', async () => {
    const shop = readyNetwork('shop', ['cluster-2'], now);
    shop.spec.namespace = 'interconnect';
    renderRequest('?project=edge-shop&copyOf=shop', new RecordedApi([shop]));
    expect(await screen.findByRole('heading', { name: 'Copy of shop' })).toBeInTheDocument();
    expect(screen.getByLabelText(/^Name/)).toHaveValue('');
    expect(screen.getByLabelText(/^Description/)).toHaveValue('Shop back end for the stores');
    await userEvent.click(screen.getByRole('radio', { name: 'JSON' }));
    const text = await screen.findByRole('textbox', { name: /^Network document/ });
    const { namespace, hub, ...copied } = JSON.parse((text as HTMLTextAreaElement).value);
    expect(namespace).toBeUndefined();
    expect(hub).toEqual({
      cluster: 'cluster-1',
      loadBalancer: { allowedSources: expect.anything() },
    });
    expect(copied).toMatchObject({
      spokes: shop.spec.spokes,
      applications: shop.spec.applications,
    });
  });

  it('leaves out blanks around what is pasted', async () => {
    renderRequest('?project=edge-shop', new RecordedApi([]));
    const name = await screen.findByLabelText(/^Name/);
    await userEvent.click(name);
    await userEvent.paste(' shop\n');
    expect(name).toHaveValue('shop');
    expect(name).toBeValid();
    const description = screen.getByLabelText(/^Description/);
    await userEvent.click(description);
    await userEvent.paste('  Shop back end \n');
    await userEvent.tab();
    expect(description).toHaveValue('Shop back end');
  });

  it('finds what is pasted with blanks into a field that offers', async () => {
    renderRequest('?project=edge-shop&network=web-shop&step=members', new RecordedApi([]));
    const hub = await screen.findByRole('combobox', { name: 'Cluster of the hub' });
    await userEvent.click(hub);
    await userEvent.paste('  cluster-2\n');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.click(screen.getByRole('option', { name: /^cluster-2/ }));
    expect(hub).toHaveValue('cluster-2');
  });

  it('checks addresses as they are typed, names overlaps and warns of public ones', async () => {
    const api = new RecordedApi([readyNetwork('returns', ['cluster-3'], now)]);
    renderRequest('?project=edge-shop&network=shop', api);
    await press('Next');
    await step('Hub and spokes');
    await pick('Cluster of the hub', 'cluster-1');
    await press('Add an address range');
    const range = screen.getByLabelText('Address range 1');
    await userEvent.type(range, '10.0.0');
    expect(range).toHaveAccessibleDescription(/'10.0.0' is not a range of addresses/);
    await enter('Address range 1', '127.20.0.40-127.20.0.60');
    expect(range).toHaveAccessibleDescription(/overlaps .* of network edge-shop\/returns/);
    await enter('Address range 1', '8.8.8.0/24');
    expect(range).toBeValid();
    expect(screen.getByText(/8.8.8.0\/24 is not private address space/)).toBeInTheDocument();
    await press('Remove Address range 1');
    expect(screen.queryByLabelText('Address range 1')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Add an address range' })).toHaveFocus();
  });

  it('says what the project may choose, and by which rule it may not what was entered', async () => {
    const api = new RecordedApi([], undefined, undefined, { ...defaultRules, contact: 'us' });
    renderRequest('?project=edge-shop&network=shop', api);
    await press('Next');
    await step('Hub and spokes');
    await press('Add an address range');
    // Of pools and of allowed sources.
    expect(await screen.findAllByText(/Allowed for the project: 10.0.0.0\/8, /)).toHaveLength(2);
    await enter('Address range 1', '8.8.8.0/24');
    expect(screen.getByLabelText('Address range 1')).toHaveAccessibleDescription(
      /defaults\.loadBalancer\.addresses, which us can change/,
    );
  });

  it('offers only clusters that the project may use, each once', async () => {
    const api = new RecordedApi([]);
    renderRequest('?project=warehouse&network=stock', api);
    await press('Next');
    await pick('Cluster of the hub', 'cluster-1');
    await press(/Clusters of the spokes/);
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'cluster-3',
      'cluster-4environment: test',
    ]);
  });

  it('runs applications on members only, and says when one is none any more', async () => {
    const document = {
      hub: { cluster: 'cluster-1' },
      spokes: [{ cluster: 'cluster-2' }],
      applications: [{ name: 'web', clusters: ['cluster-2'], namespace: 'web' }],
    };
    const query = new URLSearchParams({
      project: 'edge-shop',
      network: 'shop',
      document: JSON.stringify(document),
    });
    renderRequest(`?${query}`, new RecordedApi([]));
    await press(/^2\. Hub and spokes/);
    await press('Remove cluster-2');
    await press(/^3\. Applications/);
    const clusters = await screen.findByRole('button', { name: /Clusters that run it/ });
    expect(clusters).toHaveAccessibleDescription(/'cluster-2' is not a member of the network/);
    await userEvent.click(clusters);
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'cluster-1Hub · Head office · environment: production · region: eu-central',
      'cluster-2not a member',
    ]);
  });

  it('does not complain of what was filled in for a person, and asks for the hub in its step', async () => {
    const applications = [{ name: 'my-backend', namespace: 'shop', source: { kind: 'manifests' } }];
    const query = new URLSearchParams({
      project: 'edge-shop',
      document: JSON.stringify({ applications }),
    });
    renderRequest(`?${query}`, new RecordedApi([]));
    await step('Basics');
    expect(screen.queryByText(/is missing|error/i)).not.toBeInTheDocument();
    await press(/^2\. Hub and spokes/);
    await press('Next');
    const hub = screen.getByRole('combobox', { name: 'Cluster of the hub' });
    expect(hub).toHaveFocus();
    expect(hub).toHaveAccessibleDescription(/Is missing/);
  });

  it('takes Services that are there already', async () => {
    const query = new URLSearchParams({
      project: 'edge-shop',
      network: 'shop',
      document: JSON.stringify({ hub: { cluster: 'cluster-1' } }),
    });
    const api = new RecordedApi([]);
    const plan = jest.spyOn(api, 'planNetwork');
    renderRequest(`?${query}`, api);
    await press(/^3\. Applications/);
    await press('Add manually');
    expect(screen.getByLabelText(/Name of the application/)).toHaveFocus();
    await userEvent.keyboard('till');
    await choose(/Clusters that run it/, /cluster-1/);
    await userEvent.click(screen.getByRole('radio', { name: 'Already deployed' }));
    await press('Review');
    expect(screen.getByText(/Is missing. Accepted: a list with at least one/)).toBeInTheDocument();
    await press('Add a Service');
    await userEvent.keyboard('till-api');
    await press('Review');
    await step('Review');
    await waitFor(() => expect(plan).toHaveBeenCalled());
    expect(plan.mock.lastCall?.[1].applications).toEqual([
      {
        name: 'till',
        namespace: 'edge-shop',
        clusters: ['cluster-1'],
        source: { kind: 'existing', services: ['till-api'] },
      },
    ]);
  });

  it('takes a chart with values as YAML, and tells of those that it cannot read or may not keep', async () => {
    const document = {
      hub: { cluster: 'cluster-1' },
      applications: [
        {
          name: 'web',
          namespace: 'edge-shop',
          clusters: ['cluster-1'],
          source: {
            kind: 'helm',
            chart: 'podinfo',
            repository: 'oci://ghcr.io/stefanprodan/charts',
          },
        },
      ],
    };
    const query = new URLSearchParams({
      project: 'edge-shop',
      network: 'shop',
      document: JSON.stringify(document),
    });
    const api = new RecordedApi([]);
    const plan = jest.spyOn(api, 'planNetwork');
    renderRequest(`?${query}`, api);
    await press(/^3\. Applications/);
    expect(screen.getByRole('radio', { name: 'Helm chart' })).toBeChecked();
    await press('Review');
    expect(screen.getByLabelText(/^Chart version/)).toHaveAccessibleDescription(/Is missing/);
    const set = (field: RegExp, value: string) =>
      fireEvent.change(screen.getByLabelText(field), { target: { value } });
    const write = (text: string) => set(/^Values/, text);
    set(/^Chart version/, '6.7.1');
    write('replicaCount: 2\nui: [');
    expect(screen.getByText('Line 2 cannot be read as YAML values')).toBeInTheDocument();
    await press('Review');
    expect(plan).not.toHaveBeenCalled();
    write('redis:\n  password: hunter2\n');
    await press('Review');
    expect(screen.getByLabelText(/^Values/)).toHaveAccessibleDescription(
      /Looks like a secret.*existingSecret/i,
    );
    write('# two\nreplicaCount: 2\n');
    expect(screen.getByLabelText(/^Values/)).toHaveValue('# two\nreplicaCount: 2\n');
    await press('Review');
    await step('Review');
    await waitFor(() => expect(plan).toHaveBeenCalled());
    expect(plan.mock.lastCall?.[1].applications?.[0].source).toEqual({
      kind: 'helm',
      chart: 'podinfo',
      repository: 'oci://ghcr.io/stefanprodan/charts',
      version: '6.7.1',
      values: { replicaCount: 2 },
    });
  });

  it('can be filled in and sent with the keyboard alone', async () => {
    const api = new RecordedApi([]);
    const put = jest.spyOn(api, 'putNetwork');
    renderRequest('', api);
    const project = await screen.findByRole('combobox', { name: 'Project' });
    await waitFor(() => expect(project).toBeEnabled());
    act(() => project.focus());
    await userEvent.keyboard('edge{ArrowDown}{Enter}');
    expect(project).toHaveValue('edge-shop');
    await userEvent.tab();
    await userEvent.keyboard('shop{Enter}');
    expect(await step('Hub and spokes')).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole('combobox', { name: 'Cluster of the hub' })).toHaveFocus();
    await userEvent.keyboard('cluster-1{ArrowDown}{Enter}');
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: /Clusters of the spokes/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await screen.findAllByRole('option');
    await userEvent.keyboard('{Enter}{Escape}');
    act(() => screen.getByRole('button', { name: 'Next' }).focus());
    await userEvent.keyboard('{Enter}');
    await step('Applications');
    act(() => screen.getByRole('button', { name: 'Review' }).focus());
    await userEvent.keyboard('{Enter}');
    const submit = await screen.findByRole('button', { name: 'Submit the request' });
    await waitFor(() => expect(submit).toBeEnabled());
    act(() => submit.focus());
    await userEvent.keyboard('{Enter}');
    await screen.findByText(/now at/);
    expect(put.mock.lastCall?.[1]).toEqual({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: [{ cluster: 'cluster-2' }],
    });
  });
});
