import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { refusal } from '../../__testUtils__/refusal';
import { ErrorPanel, OutdatedNotice } from './fallbacks';

it('says when to try again after too many requests, where something is missing and where it is old', async () => {
  const error = await refusal(429, 'TooManyRequestsError', 'More than 3', { retryAfterSeconds: 7 });
  renderInTestApp(
    <>
      <ErrorPanel error={error} />
      <OutdatedNotice of={{ value: 'old', error, loading: false, refresh() {} }} />
    </>,
  );
  const wait = 'Too many requests. Try again in 7 seconds';
  expect(await screen.findByText(wait)).toBeInTheDocument();
  expect(screen.getByText(`This could not be refreshed: ${wait}`)).toBeInTheDocument();
});
