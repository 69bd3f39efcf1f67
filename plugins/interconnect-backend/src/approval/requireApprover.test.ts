import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { readRequester } from '../http/requester';
import { requireApprover } from './requireApprover';

const approval = {
  reasons: ['cluster-1 has the label environment: production'],
  approvers: ['group:default/platform-team'],
  selfApproval: false,
  expiresAt: '2026-11-24T10:00:00.000Z',
};
const userInfo = mockServices.userInfo({ ownershipEntityRefs: ['group:default/platform-team'] });

/** A member of the platform team, or a service. */
async function caller(of: { user?: string; service?: string }) {
  const credentials = of.user
    ? mockCredentials.user(of.user)
    : mockCredentials.service(of.service ?? '');
  const httpAuth = mockServices.httpAuth.mock({ credentials: async () => credentials as never });
  return readRequester({ httpAuth, auth: mockServices.auth() }, {} as never);
}
const decide = async (
  of: Parameters<typeof caller>[0],
  asked: { requestedBy: string; onBehalfOf?: string } = { requestedBy: 'user:default/guest' },
) => requireApprover({ userInfo }, await caller(of), { approval, ...asked });

describe('requireApprover', () => {
  it('lets people decide, and no service that is named', async () => {
    await expect(decide({ user: 'user:default/anna' })).resolves.toBeUndefined();
    const approvers = ['service:external:change-board'];
    const named = requireApprover(
      { userInfo },
      await caller({ service: 'external:change-board' }),
      {
        approval: { ...approval, approvers },
        requestedBy: 'user:default/guest',
      },
    );
    await expect(named).rejects.toThrow(/^You cannot decide about this rollout/);
  });

  it.each([
    [{ user: 'user:default/anna' }, { requestedBy: 'user:default/anna' }],
    [
      { user: 'user:default/anna' },
      { requestedBy: 'service:external:ci', onBehalfOf: 'user:default/anna' },
    ],
  ])('does not let %j decide what %j says they asked for', async (of, asked) => {
    await expect(decide(of, asked)).rejects.toThrow(/because you asked for it/);
  });
});
