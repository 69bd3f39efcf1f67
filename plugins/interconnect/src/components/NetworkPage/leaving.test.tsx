import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RecordedApi, shopNetwork } from '../../../dev/answers';
import { renderPlugin } from '../../__testUtils__/renderPlugin';

const now = new Date();
const formerSpokes = [{ cluster: 'cluster-9', removedAt: now.toISOString() }];
const left = [{ cluster: 'cluster-8', objects: ['Namespace interconnect-shop'] }];

const rotateButton = () => screen.findByRole('button', { name: 'Rotate authority' });

describe('spokes and clusters that have left', () => {
  it('a removed spoke is named, with how to lock it out', async () => {
    renderPlugin(
      '/networks/edge-shop/shop',
      new RecordedApi([{ ...shopNetwork(now), formerSpokes }], now),
    );
    expect(await screen.findByText('Removed but not locked out: cluster-9')).toBeInTheDocument();
    expect(await rotateButton()).toHaveAttribute('data-variant', 'primary');
  });

  it('what stays on a cluster that is not configured any more is listed', async () => {
    renderPlugin('/networks/edge-shop/shop', new RecordedApi([{ ...shopNetwork(now), left }], now));
    expect(await screen.findByText('cluster-8 is no longer configured')).toBeInTheDocument();
    expect(
      screen.getByText(/^These objects stay there: Namespace interconnect-shop\./),
    ).toBeInTheDocument();
  });

  it('nothing is said of a network that nobody has left', async () => {
    renderPlugin('/networks/edge-shop/shop', new RecordedApi([shopNetwork(now)], now));
    expect(await rotateButton()).toHaveAttribute('data-variant', 'secondary');
    expect(screen.queryByText(/not locked out|no longer configured/)).not.toBeInTheDocument();
  });

  it('a rotation shows its plan, starts with what was seen, and leads to the rollout', async () => {
    const api = new RecordedApi([shopNetwork(now)], now);
    const rotated = jest.spyOn(api, 'rotateNetwork');
    renderPlugin('/networks/edge-shop/shop', api);
    const button = await rotateButton();
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog', {
      name: 'Rotate the authority of network shop?',
    });
    const steps = within(
      await within(dialog).findByRole('group', { name: 'Rotation steps' }),
    ).getAllByRole('listitem');
    expect(steps[0]).toHaveTextContent('cluster-1: Skupper as hub (new authority)');
    expect(steps.at(-2)).toHaveTextContent('refuse certificates of the former authority');

    await userEvent.click(within(dialog).getByRole('button', { name: 'Rotate the authority' }));
    expect(rotated).toHaveBeenCalledWith(
      { project: 'edge-shop', network: 'shop' },
      { ifMatch: '"3"', planDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    );
    expect(await screen.findByRole('heading', { name: 'Rotate shop' })).toBeInTheDocument();
  });
});
