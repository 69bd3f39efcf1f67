import { NetworkSelector } from '@interconnect/backstage-plugin-interconnect-common';
import { screen } from '@testing-library/react';
import { RecordedApi, shopNetwork } from '../../../dev/answers';
import { renderPlugin } from '../../__testUtils__/renderPlugin';

const now = new Date();

function open(selector: Partial<NetworkSelector>) {
  const labels = { environment: 'production' };
  const selectors = [{ selector: labels, clusters: ['cluster-2', 'cluster-3'], ...selector }];
  const network = { ...shopNetwork(now), selectors };
  renderPlugin('/networks/edge-shop/shop', new RecordedApi([network], now));
  return screen.findByText(/^environment: production: cluster-2, cluster-3/);
}

describe('selectors of a network', () => {
  it('are shown with the clusters that they chose, and nothing else is said', async () => {
    await open({});
    expect(screen.queryByText(/match environment/)).not.toBeInTheDocument();
    expect(screen.queryByText(/followed/)).not.toBeInTheDocument();
  });

  it('would choose otherwise by now: says which clusters, and what to do', async () => {
    await open({ joining: ['cluster-4'], leaving: ['cluster-2'] });
    const labels = 'environment: production';
    screen.getByText(`Not members yet, but they match ${labels}: cluster-4`);
    screen.getByText(`Still members, but they no longer match ${labels}: cluster-2`);
    expect(screen.getAllByText(/^Nothing changes by itself/)).toHaveLength(2);
  });

  it('are followed: says that the portal asks for the update', async () => {
    await open({ follow: true, joining: ['cluster-4'] });
    expect(screen.getByText(/The portal requests the update/)).toBeInTheDocument();
    expect(screen.queryByText(/Nothing changes by itself/)).not.toBeInTheDocument();
  });
});
