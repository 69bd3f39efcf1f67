import { render, screen } from '@testing-library/react';
// Read before the test, whose limit is not for reading the thousands of modules of Backstage UI.
import app from './App';

it('boots as far as signing in', async () => {
  Object.assign(window, {
    __APP_CONFIG__: { app: { title: 'Interconnect' }, backend: { baseUrl: 'http://localhost:1' } },
  });
  render(app.createRoot());
  expect(
    await screen.findByRole('heading', { name: 'Interconnect' }, { timeout: 20_000 }),
  ).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Enter as Guest' })).toBeTruthy();
}, 30_000);
