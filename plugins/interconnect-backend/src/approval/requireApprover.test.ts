import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { readRequester } from '../http/requester';
import { requireApprover } from './requireApprover';

const approval = {
  reasons: ['cluster-1 has the label environment: production'],
  approvers: ['group:default/platform-team', 'service:external:change-board'],
  selfApproval: false,
  expiresAt: '2026-11-24T10:00:00.000Z',
};
const userInfo = mockServices.userInfo({ ownershipEntityRefs: ['group:default/platform-team'] });

/**
 * A member of the platform team, or a service; `actor`: the service that acts with a token on their
 * behalf.
 */
async function caller(of: { user?: string; service?: string; actor?: string }) {
  const credentials = of.user
    ? mockCredentials.user(of.user)
    : mockCredentials.service(of.service ?? '');
  if (of.actor) {
    Object.assign(credentials.principal, { actor: { type: 'service', subject: of.actor } });
  }
  const httpAuth = mockServices.httpAuth.mock({ credentials: async () => credentials as never });
  return readRequester({ httpAuth, auth: mockServices.auth() }, {} as never);
}
const decide = async (
  of: Parameters<typeof caller>[0],
  asked: { requestedBy: string; onBehalfOf?: string } = { requestedBy: 'user:default/guest' },
) => requireApprover({ userInfo }, await caller(of), { approval, ...asked });

describe('requireApprover', () => {
  it('lets people and named services decide', async () => {
    await expect(decide({ user: 'user:default/anna' })).resolves.toBeUndefined();
    await expect(decide({ service: 'external:change-board' })).resolves.toBeUndefined();
  });

  it('does not let a service decide for a person', async () => {
    await expect(decide({ user: 'user:default/anna', actor: 'plugin:scaffolder' })).rejects.toThrow(
      /yourself, .*service:plugin:scaffolder cannot do it for you/,
    );
    await expect(decide({ service: 'plugin:scaffolder' })).rejects.toThrow(
      /^Only people can decide about this rollout, not service:plugin:scaffolder/,
    );
  });

  it.each([
    [{ user: 'user:default/anna' }, { requestedBy: 'user:default/anna' }],
    [
      { user: 'user:default/anna' },
      { requestedBy: 'service:external:ci', onBehalfOf: 'user:default/anna' },
    ],
    [
      { service: 'external:change-board' },
      { requestedBy: 'service:external:change-board', onBehalfOf: 'user:default/anna' },
    ],
  ])('does not let %j decide what %j says they asked for', async (of, asked) => {
    await expect(decide(of, asked)).rejects.toThrow(/because you asked for it/);
  });
});
