import { approvalDetails } from './approvalDetails';

const expires = new Date('2026-11-24T10:00:00.000Z');
const approval = {
  reasons: ['cluster-1 has the label environment: production'],
  approvers: ['group:default/platform-team', 'user:default/anna'],
  selfApproval: false,
  expiresAfterSeconds: 60,
};

describe('approvalDetails', () => {
  it('says what for, from whom and until when', () => {
    expect(approvalDetails(approval, 'user:default/guest', expires)).toBe(
      [
        '**AwaitingApproval**: nothing is done before somebody of `group:default/platform-team`, `user:default/anna` ' +
          'approves it, but not `user:default/guest`, who asked for it',
        '',
        '- cluster-1 has the label environment: production',
        '',
        'Without a decision it ends at 2026-11-24T10:00:00.000Z.',
      ].join('\n'),
    );
  });

  it('names ten reasons at most, and nobody who must not decide when anybody may', () => {
    const reasons = Array.from({ length: 12 }, (_, i) => `reason ${i}`);
    const all = { ...approval, reasons, selfApproval: true };
    const details = approvalDetails(all, 'user:default/guest', expires);
    expect(details.split('\n').filter(line => line.startsWith('- '))).toHaveLength(11);
    expect(details).toContain('- and 2 more');
    expect(details).not.toContain('user:default/guest');
  });
});
