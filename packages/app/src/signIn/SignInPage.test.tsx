import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { discoveryApiRef, IdentityApi } from '@backstage/frontend-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignInPage } from './SignInPage';

const refs = {
  Guest: 'user:default/guest',
  'Platform engineer': 'user:default/platform-engineer',
};

function session(userEntityRef: string, expiresInSeconds: number) {
  const identity = { type: 'user', userEntityRef, ownershipEntityRefs: [] };
  return {
    profile: {},
    backstageIdentity: { token: `of ${userEntityRef}`, expiresInSeconds, identity },
  };
}

describe('SignInPage', () => {
  const config = {
    app: { title: 'Portal' },
    auth: { providers: { demo: { users: [refs['Platform engineer']] } } },
  };
  const discovery = mockApis.discovery();
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  const answer = jest.spyOn(global, 'fetch');
  let expiresInSeconds: number;

  beforeEach(() => {
    localStorage.clear();
    onSignInSuccess.mockReset();
    expiresInSeconds = 3600;
    answer.mockReset().mockImplementation(async url => {
      const user = new URL(String(url)).searchParams.get('user') ?? refs.Guest;
      return Response.json(session(user, expiresInSeconds));
    });
  });

  const show = () =>
    renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      config,
      apis: [[discoveryApiRef, discovery]],
    });
  const signedIn = async () => {
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    return onSignInSuccess.mock.lastCall![0];
  };

  it.each(['Guest', 'Platform engineer'] as const)(
    'signs in as %s, also the next time',
    async name => {
      const { unmount } = show();
      await userEvent.click(await screen.findByRole('button', { name: `Enter as ${name}` }));
      const identity = await signedIn();
      expect(await identity.getBackstageIdentity()).toMatchObject({ userEntityRef: refs[name] });
      expect(await identity.getProfileInfo()).toEqual({ displayName: name });
      expect(await identity.getCredentials()).toEqual({ token: `of ${refs[name]}` });
      expect(answer).toHaveBeenCalledTimes(1);

      unmount();
      onSignInSuccess.mockReset();
      show();
      expect(await (await signedIn()).getBackstageIdentity()).toMatchObject({
        userEntityRef: refs[name],
      });
    },
  );

  it('gets a new session before the last expires', async () => {
    expiresInSeconds = 60;
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Enter as Guest' }));
    const identity = await signedIn();
    await Promise.all([identity.getCredentials(), identity.getCredentials()]);
    expect(answer).toHaveBeenCalledTimes(2);
  });

  it('asks again after signing out', async () => {
    const { unmount } = show();
    await userEvent.click(await screen.findByRole('button', { name: 'Enter as Guest' }));
    await (await signedIn()).signOut();
    unmount();
    onSignInSuccess.mockReset();
    show();
    expect(await screen.findByRole('button', { name: 'Enter as Guest' })).toBeTruthy();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('says why somebody is refused', async () => {
    const error = { name: 'NotAllowedError', message: 'not here' };
    const body = { error, request: { method: 'GET', url: '/' }, response: { statusCode: 403 } };
    answer.mockResolvedValue(Response.json(body, { status: 403 }));
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Platform engineer' }),
    );
    expect(await screen.findByText(/not here/)).toBeTruthy();
    expect(onSignInSuccess).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Enter as Guest' }).disabled).toBe(
      false,
    );
  });
});
