import {
  networkApprovePermission,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../../__testUtils__/refusal';
import { approver, rolloutForApproval, rolloutWith } from '../__testUtils__/rollouts';
import { renderRollout } from '../__testUtils__/renderRollout';

const waiting = () => rolloutForApproval('AwaitingApproval');
const guest = { userEntityRef: 'user:default/guest', ownershipEntityRefs: ['user:default/guest'] };
const time = new Date(Date.now() - 3 * 3_600_000).toISOString();
const panel = () => screen.findByRole('region', { name: 'Approval' });
const button = async (name: string) => within(await panel()).findByRole('button', { name });

describe('approval of a rollout', () => {
  it('waiting: says why, who may approve, until when, and who asked', async () => {
    renderRollout(waiting(), { identity: approver });
    const about = await panel();
    expect(about).toHaveTextContent('cluster-1 has the label environment: production');
    expect(within(about).getByRole('link', { name: 'platform-team' })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform-team',
    );
    expect(about).toHaveTextContent(/Expires.*, in 47 h/);
    expect(within(about).getByRole('link', { name: 'guest' })).toBeInTheDocument();
    expect(screen.queryByText(/canceled/)).not.toBeInTheDocument();
  });

  it('tells which service asked for the person', async () => {
    renderRollout({ ...waiting(), through: 'service:plugin:mcp-actions' }, { identity: approver });
    expect(await screen.findByText('service:plugin:mcp-actions')).toBeInTheDocument();
    expect(screen.getByText('Through')).toBeInTheDocument();
  });

  it('is approved by one who may, with or without a reason', async () => {
    const { commandRollout } = renderRollout(waiting(), { identity: approver });
    await waitFor(async () => expect(await button('Approve')).toBeEnabled());
    await userEvent.click(await button('Approve'));
    const dialog = await screen.findByRole('dialog', { name: 'Approve this rollout?' });
    expect(dialog).toHaveTextContent('It starts immediately, with 14 steps.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(commandRollout).toHaveBeenCalledWith(expect.anything(), 'rollout-1', 'approve', {
      planDigest: waiting().planDigest,
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('waiting: shows what changes in the manifests, and the digest of the plan', async () => {
    renderRollout(waiting(), { identity: approver });
    const manifests = await screen.findByRole('region', { name: 'Manifests' });
    const changed = await within(manifests).findByRole('region', {
      name: 'my-backend on cluster-1: changed',
    });
    const diff = within(changed).getByRole('group', {
      name: 'Changes of my-backend on cluster-1',
    });
    expect(within(diff).getByRole('deletion')).toHaveTextContent('registry.example/web:1');
    expect(within(diff).getByRole('insertion')).toHaveTextContent('registry.example/web:2');
    expect(
      within(manifests).getByRole('region', { name: /^my-frontend on .*: new$/ }),
    ).toBeInTheDocument();
    expect(manifests).toHaveTextContent('d'.repeat(64));
  });

  it('cannot be approved before what it is of is shown', async () => {
    const review = jest
      .fn()
      .mockRejectedValueOnce(await refusal(503, 'ServiceUnavailableError', 'no database'))
      .mockImplementation(() => new Promise(() => {}));
    renderRollout(waiting(), { identity: approver, review });
    const manifests = await screen.findByRole('region', { name: 'Manifests' });
    expect(await within(manifests).findByRole('alert')).toHaveTextContent('no database');
    await waitFor(async () => expect(await button('Reject')).toBeEnabled());
    expect(await button('Approve')).toBeDisabled();
  });

  it('tells those who may not read the manifests so', async () => {
    const denied = await refusal(403, 'NotAllowedError', 'not for you');
    renderRollout(waiting(), { identity: guest, review: jest.fn().mockRejectedValue(denied) });
    expect(await screen.findByText(/^Only people who can change the network/)).toBeInTheDocument();
  });

  it('is rejected only with a reason', async () => {
    const { commandRollout } = renderRollout(waiting(), { identity: approver });
    await waitFor(async () => expect(await button('Reject')).toBeEnabled());
    await userEvent.click(await button('Reject'));
    const dialog = await screen.findByRole('dialog', { name: 'Reject this rollout?' });
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    expect(reject).toBeDisabled();
    const field = within(dialog).getByLabelText(/Reason/);
    await userEvent.type(field, '   ');
    expect(reject).toBeDisabled();
    await userEvent.type(field, 'not this week');
    await userEvent.click(reject);
    const reason = 'not this week';
    expect(commandRollout).toHaveBeenCalledWith(expect.anything(), 'rollout-1', 'reject', {
      reason,
    });
  });

  it('shows in the dialog why the backend refused', async () => {
    const message = 'interconnect.network.approve is not enough: you are not among the approvers';
    const command = jest.fn().mockRejectedValue(await refusal(409, 'ConflictError', message));
    renderRollout(waiting(), { identity: approver, command });
    await waitFor(async () => expect(await button('Approve')).toBeEnabled());
    await userEvent.click(await button('Approve'));
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(message);
  });

  it('own request: can be withdrawn, not decided', async () => {
    const { commandRollout } = renderRollout(waiting(), { identity: guest });
    expect(await screen.findByText(/This is your own request/)).toBeInTheDocument();
    expect(await button('Approve')).toBeDisabled();
    expect(await button('Reject')).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
    const dialog = await screen.findByRole('dialog', { name: 'Withdraw this request?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Withdraw the request' }));
    expect(commandRollout).toHaveBeenCalledWith(expect.anything(), 'rollout-1', 'cancel', {});
  });

  it('not among the approvers: says so', async () => {
    const identity = { userEntityRef: 'user:default/jo', ownershipEntityRefs: [] };
    renderRollout(waiting(), { identity });
    expect(await screen.findByText(/You are not one of those who can approve/)).toBeInTheDocument();
    expect(await button('Approve')).toBeDisabled();
  });

  it('denied: names the permission', async () => {
    renderRollout(waiting(), { identity: approver, denied: [networkApprovePermission.name] });
    expect(
      await screen.findByText('Deciding requires the permission interconnect.network.approve.'),
    ).toBeInTheDocument();
    expect(await button('Approve')).toBeDisabled();
  });

  it.each<[string, RolloutState, ReturnType<typeof rolloutForApproval>, RegExp[]]>([
    [
      'approved',
      'Running',
      rolloutForApproval('Running', { outcome: 'approved', by: 'user:default/jane', time }),
      [/^Approval ?Approved/, /jane, 3 h ago/],
    ],
    [
      'rejected',
      'Canceled',
      rolloutForApproval('Canceled', {
        outcome: 'rejected',
        by: 'user:default/jane',
        reason: 'not this week',
        time,
      }),
      [/Rejected: nothing was changed/, /jane, 3 h ago/, /Reason ?not this week/],
    ],
    [
      'expired',
      'Canceled',
      rolloutForApproval('Canceled', { outcome: 'expired', time }),
      [/Expired: nobody decided in time, nothing was changed/, /Decided ?3 h ago/],
    ],
    ['withdrawn', 'Canceled', rolloutForApproval('Canceled'), [/Withdrawn before a decision/]],
  ])('%s: says by whom, when and why', async (_, __, rollout, texts) => {
    renderRollout(rollout, { identity: approver });
    const about = await panel();
    for (const text of texts) expect(about).toHaveTextContent(text);
    expect(within(about).queryByRole('button')).not.toBeInTheDocument();
    expect(about).not.toHaveTextContent('Expires');
    expect(screen.queryByText(/Completed changes stay/)).not.toBeInTheDocument();
  });

  it('rejected: no step waits any more', async () => {
    renderRollout(rolloutForApproval('Canceled', { outcome: 'rejected', reason: 'no', time }));
    const row = await screen.findByRole('row', { name: /check that all/ });
    expect(row).toHaveTextContent('Not started');
    expect(row).not.toHaveTextContent('waits for');
  });

  it('is not spoken of where none was needed', async () => {
    renderRollout(rolloutWith('Canceled'));
    expect(await screen.findByText(/Completed changes stay/)).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Approval' })).not.toBeInTheDocument();
  });
});
