import { TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ConfirmDialog } from '../../common/ConfirmDialog';

/** Asks before a command is given, and for the reason. */
export function ReasonDialog(props: {
  title: string;
  confirm: string;
  destructive?: boolean;
  /** Nothing is done without a reason. */
  isReasonRequired?: boolean;
  children: ReactNode;
  onConfirm: (details: { reason?: string }) => Promise<void>;
  onClose: () => void;
}) {
  const { children, isReasonRequired, onConfirm, onClose, ...dialog } = props;
  const t = useTexts();
  const [reason, setReason] = useState('');

  async function confirm() {
    const said = reason.trim();
    await onConfirm(said ? { reason: said } : {});
    onClose();
  }

  return (
    <ConfirmDialog
      {...dialog}
      dismiss={t('command.back')}
      isDisabled={isReasonRequired && reason.trim() === ''}
      onConfirm={confirm}
      onClose={onClose}
    >
      {children}
      <TextAreaField
        label={t('command.reason')}
        value={reason}
        onChange={setReason}
        isRequired={isReasonRequired}
        maxLength={2000}
      />
    </ConfirmDialog>
  );
}
