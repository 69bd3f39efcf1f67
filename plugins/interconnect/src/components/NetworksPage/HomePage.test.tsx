import { screen, within } from '@testing-library/react';
import { allNetworks, RecordedApi } from '../../../dev/answers';
import { mockViewport } from '../../__testUtils__/mockViewport';
import { renderPlugin } from '../../__testUtils__/renderPlugin';
import { stopClock } from '../../__testUtils__/stopClock';

const now = new Date();

/** Owns edge-shop, not warehouse. */
const identity = {
  userEntityRef: 'user:default/guest',
  ownershipEntityRefs: ['user:default/guest', 'group:default/edge-team'],
};

describe('HomePage', () => {
  stopClock(now);
  mockViewport();

  it('shows the networks of one’s own projects, and which of them need attention', async () => {
    renderPlugin('/home', new RecordedApi(allNetworks(now), now), { identity });
    const attention = await screen.findByRole('list', { name: 'Needs attention' });
    const returns = within(attention).getByText('returns').closest('[role=listitem]');
    expect(returns).toHaveTextContent('Degraded');
    expect(returns).toHaveTextContent('is not operational: connection timed out');
    expect(within(attention).queryByText('shop')).not.toBeInTheDocument();
    const [first] = within(attention).getAllByRole('listitem');
    expect(first).toHaveTextContent(/^terminals/);
    const table = await screen.findByRole('grid', { name: 'Networks' });
    expect(within(table).getByRole('link', { name: 'shop' })).toBeInTheDocument();
    expect(within(table).queryByRole('link', { name: 'stock' })).not.toBeInTheDocument();
  });

  it('offers to begin when there are none', async () => {
    renderPlugin('/home', new RecordedApi([]), { identity });
    expect(await screen.findByText('Your projects have no networks yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Request a network' })).toHaveAttribute(
      'href',
      '/interconnect/request',
    );
  });
});
