import { TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ConfirmDialog } from '../../common/ConfirmDialog';

/** Asks before a command is given, and for the reason. */
export function ReasonDialog(props: {
  title: string;
  confirm: string;
  destructive?: boolean;
  children: ReactNode;
  onConfirm: (details: { reason?: string }) => Promise<void>;
  onClose: () => void;
}) {
  const { children, onConfirm, onClose, ...dialog } = props;
  const t = useTexts();
  const [reason, setReason] = useState('');

  async function confirm() {
    const said = reason.trim();
    await onConfirm(said ? { reason: said } : {});
    onClose();
  }

  return (
    <ConfirmDialog {...dialog} dismiss={t('command.back')} onConfirm={confirm} onClose={onClose}>
      {children}
      <TextAreaField
        label={t('command.reason')}
        value={reason}
        onChange={setReason}
        maxLength={2000}
      />
    </ConfirmDialog>
  );
}
