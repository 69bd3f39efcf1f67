import '@testing-library/jest-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { NetworkPhase } from '@interconnect/backstage-plugin-interconnect-common';
import { screen } from '@testing-library/react';
import { ObservedMark, PhaseBadge } from './StateMark';

const now = () => new Date().toISOString();
const longAgo = '2026-01-01T00:00:00.000Z';
const iconOf = (text: string) =>
  screen.getByText(text).parentElement!.querySelector('path')!.getAttribute('d');

it('never shows as good what was seen long ago', async () => {
  renderInTestApp(
    <>
      <ObservedMark state="Ready" label="seen now" observedAt={now()} />
      <ObservedMark state="Ready" label="seen long ago" observedAt={longAgo} />
    </>,
  );
  const [fresh, old] = [await screen.findByText('seen now'), screen.getByText('seen long ago')];
  expect(fresh.parentElement).toHaveClass('good');
  expect(old.parentElement).toHaveClass('stale');
  expect(old.parentElement).not.toHaveClass('good');
  expect(iconOf('seen long ago')).not.toBe(iconOf('seen now'));
});

it.each<[NetworkPhase, string, string, string]>([
  ['Ready', now(), 'good', 'Ready'],
  ['Ready', longAgo, 'stale', 'Ready'],
  ['NeedsAttention', longAgo, 'bad', 'Needs attention'],
])('%s, seen at %s: %s', async (phase, observedAt, look, text) => {
  renderInTestApp(<PhaseBadge status={{ phase, observedAt }} />);
  expect((await screen.findByText(text)).closest('.badge')).toHaveClass(look);
});
