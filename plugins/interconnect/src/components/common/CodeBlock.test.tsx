import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CopyButton } from './CodeBlock';

async function press(writeText: (text: string) => Promise<void>) {
  const user = userEvent.setup();
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  renderInTestApp(<CopyButton text="http://x:1" what="address" />);
  await user.click(await screen.findByRole('button', { name: 'Copy address' }));
}

it('copies, and says so to everybody', async () => {
  const writeText = jest.fn(async () => {});
  await press(writeText);
  expect(writeText).toHaveBeenCalledWith('http://x:1');
  expect(await screen.findByRole('status')).toHaveTextContent('Copied address');
});

it('says what to do when the browser refuses', async () => {
  await press(async () => {
    throw new Error('not allowed');
  });
  expect(await screen.findByRole('status')).toHaveTextContent('copy it yourself');
});
