import { screen, within } from '@testing-library/react';
import { allNetworks, RecordedApi } from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';

const now = new Date();

describe('ClustersPage', () => {
  it('says that it is loading', async () => {
    const api = new RecordedApi([]);
    api.listClusters = () => new Promise(() => {});
    renderPlugin('/clusters', api);
    expect(await screen.findByText('Loading clusters')).toBeInTheDocument();
  });

  it('tells what is known of each cluster, and which networks use it', async () => {
    renderPlugin('/clusters', new RecordedApi(allNetworks(now), now));
    const row = await screen.findByRole('row', { name: /cluster-3/ });
    expect(within(row).getByText('edge-shop, warehouse')).toBeInTheDocument();
    expect(within(row).getByText('kubeconfig')).toBeInTheDocument();
    expect(
      await within(row).findByRole('link', { name: 'warehouse/stock (Spoke)' }),
    ).toHaveAttribute('href', '/interconnect/networks/warehouse/stock');
    const unused = screen.getByRole('row', { name: /cluster-4/ });
    expect(within(unused).getByText('no network you can see')).toBeInTheDocument();
    expect(within(unused).getByText('environment: test')).toBeInTheDocument();
  });

  it('says why a cluster is not usable', async () => {
    renderPlugin('/clusters', new RecordedApi(allNetworks(now), now));
    const row = await screen.findByRole('row', { name: /cluster-5/ });
    expect(row).toHaveTextContent(/Not usable: .*names no user/);
    expect(await screen.findByRole('row', { name: /cluster-6/ })).toHaveTextContent(
      /Not usable: .*the plugin aws ended with exit code 255 \(seen at \d\d:\d\d:\d\d\)/,
    );
  });

  it('does not call a cluster unused when it is not known which networks there are', async () => {
    const api = new RecordedApi([]);
    api.listAllNetworks = async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'Later');
    };
    renderPlugin('/clusters', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The networks that use them could not be loaded',
    );
    expect(screen.queryByText('no network you can see')).not.toBeInTheDocument();
  });

  it('says where clusters come from when there is none', async () => {
    renderPlugin('/clusters', new RecordedApi([], now, []));
    expect(await screen.findByText(/kubernetes\.clusterLocatorMethods/)).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const api = new RecordedApi([]);
    api.listClusters = async () => {
      throw await refusal(
        403,
        'NotAllowedError',
        'You do not have the permission interconnect.cluster.read',
      );
    };
    renderPlugin('/clusters', api);
    expect(await screen.findByRole('alert')).toHaveTextContent('interconnect.cluster.read');
  });
});
