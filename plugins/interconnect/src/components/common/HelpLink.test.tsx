import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { RecordedApi } from '../../../dev/answers';
import { refusal } from '../../__testUtils__/refusal';
import { renderPlugin } from '../../__testUtils__/renderPlugin';
import { ErrorPanel } from './fallbacks';
import { HelpLink } from './HelpLink';

const at = (baseUrl: string) => ({ interconnect: { docs: { baseUrl } } });

describe('HelpLink', () => {
  it.each([
    [
      '/docs/default/system/interconnect',
      '/docs/default/system/interconnect/read-a-network/#phase',
    ],
    ['https://docs.test/interconnect/', 'https://docs.test/interconnect/read-a-network/#phase'],
  ])('leads below %s', async (baseUrl, href) => {
    renderInTestApp(<HelpLink about="phases" />, { config: at(baseUrl) });
    const link = await screen.findByRole('link', { name: 'What the phases mean' });
    expect(link).toHaveAttribute('href', href);
  });

  it('is not there where the portal does not know the documentation', async () => {
    renderInTestApp(
      <>
        <HelpLink about="ask" />
        here
      </>,
    );
    await screen.findByText('here');
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('explains permissions where one is missing, and refusals otherwise', async () => {
    const denied = await refusal(403, 'NotAllowedError', 'Needs interconnect.network.read');
    const refused = await refusal(400, 'InputError', 'spokes: is missing');
    renderInTestApp(
      <>
        <ErrorPanel error={denied} />
        <ErrorPanel error={refused} />
      </>,
      { config: at('/docs') },
    );
    const links = await screen.findAllByRole('link');
    expect(links.map(link => link.getAttribute('href'))).toEqual([
      '/docs/security/#who-can-do-what',
      '/docs/troubleshooting/',
    ]);
  });

  it.each(['/home', '/request'])('helps to begin at %s', async path => {
    renderPlugin(path, new RecordedApi([]), { config: at('/docs') });
    const link = await screen.findByRole('link', { name: 'How to ask for a network' });
    expect(link).toHaveAttribute('href', '/docs/ask-for-a-network/');
  });
});
