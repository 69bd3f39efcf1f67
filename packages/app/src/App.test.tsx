import { render, screen } from '@testing-library/react';

it('boots as far as signing in', async () => {
  Object.assign(window, {
    __APP_CONFIG__: { app: { title: 'Interconnect' }, backend: { baseUrl: 'http://localhost:1' } },
  });
  const { default: app } = await import('./App');
  render(app.createRoot());
  expect(
    await screen.findByRole('heading', { name: 'Interconnect' }, { timeout: 30_000 }),
  ).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Enter as Guest' })).toBeTruthy();
}, 60_000);
