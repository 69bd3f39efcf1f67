import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { before } from '../../../dev/answers';
import { ObservedAt } from './ObservedAt';

const now = new Date();

it('says when, with the exact time as title', async () => {
  const time = before(now, 30);
  renderInTestApp(<ObservedAt time={time} />);
  expect(await screen.findByText(/^observed 3\d s ago$/)).toHaveAttribute('title', time);
});

it('says after two minutes that it may be out of date', async () => {
  renderInTestApp(<ObservedAt time={before(now, 125)} />);
  expect(await screen.findByText('observed 2 min ago, may be out of date')).toBeInTheDocument();
});

it.each([
  [19, 'observed 19 min ago'],
  [21, 'observed 21 min ago, may be out of date'],
])('waits for four readings where they are 5 minutes apart: %s min', async (minutes, said) => {
  renderInTestApp(<ObservedAt time={before(now, minutes * 60)} />, {
    config: { interconnect: { observe: { interval: { minutes: 5 } } } },
  });
  expect(await screen.findByText(said)).toBeInTheDocument();
});

it('says that nothing was observed', async () => {
  renderInTestApp(<ObservedAt />);
  expect(await screen.findByText('not observed yet')).toBeInTheDocument();
});
