import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RecordedApi } from '../../../dev/answers';
import { choose, enter, pick, press, renderRequest, step } from './__testUtils__/renderRequest';

const members = '?project=edge-shop&network=shop&step=members';

afterEach(() => localStorage.clear());

/** Chooses a hub, and spokes by one label. */
async function choosing(api: RecordedApi, label: RegExp) {
  renderRequest(members, api);
  await step('Hub and spokes');
  await pick('Cluster of the hub', 'cluster-1');
  await press('Add spokes by labels');
  await choose(/Labels of spokes 1/, label);
}

describe('spokes by labels in the request form', () => {
  it('are chosen from the labels there are, shown with their clusters, and submitted', async () => {
    const api = new RecordedApi([]);
    const put = jest.spyOn(api, 'putNetwork');
    await choosing(api, /environment: production/);
    expect(screen.getByText('Currently: cluster-2')).toBeInTheDocument();
    expect(screen.getByText('1 spoke')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('switch', { name: /^Update the network when/ }));
    await choose(/Clusters of the spokes/, /cluster-3/);
    expect(screen.getByText('2 spokes')).toBeInTheDocument();
    await press('Next');
    await step('Applications');
    await press('Review');
    await step('Review');
    const chosen = await screen.findByRole('region', { name: 'Spokes by labels' });
    expect(within(chosen).getByRole('listitem')).toHaveTextContent(
      'environment: production: cluster-2 (followed)',
    );
    await press('Submit the request');
    await screen.findByText(/now at .*\/shop\/rollouts\//);
    expect(put.mock.calls[0][1].spokes).toEqual([
      { cluster: 'cluster-3' },
      { selector: { environment: 'production' }, follow: true },
    ]);
  });

  it('are told where no labels are chosen, and are removed', async () => {
    renderRequest(members, new RecordedApi([]));
    await step('Hub and spokes');
    await pick('Cluster of the hub', 'cluster-1');
    await press('Add spokes by labels');
    await press('Next');
    expect(await screen.findByText(/Is empty. Accepted: an object with 1 to 20/)).toBeVisible();
    await press('Remove spokes[0]');
    expect(screen.getByText('No spokes selected.')).toBeInTheDocument();
  });

  it('give applications the clusters to run on', async () => {
    await choosing(new RecordedApi([]), /environment: production/);
    await press('Next');
    await step('Applications');
    await choose(/Add a Component of the project/, 'my-frontend');
    await choose(/Clusters that run it/, /cluster-2/);
    await enter(/URL of the manifests/, './examples/my-frontend.yaml');
    await press('Review');
    expect(await step('Review')).toBeInTheDocument();
  });
});
