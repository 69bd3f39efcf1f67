import { Text } from '@backstage/ui';
import { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';
import { ScrollArea } from '../../common/ScrollArea';
import { undoneSteps } from './undoneSteps';
import { ReasonDialog } from './ReasonDialog';
import styles from './RollbackDialog.module.css';

/** Says what a rollback undoes before it is asked for. */
export function RollbackDialog(props: {
  rollout: Rollout;
  onConfirm: (details: { reason?: string }) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTexts();
  const steps = undoneSteps(props.rollout);
  return (
    <ReasonDialog
      title={t('command.rollbackTitle')}
      confirm={t('command.rollback')}
      destructive
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      {steps.length === 0 ? (
        <Text as="p">{t('command.rollbackNothing')}</Text>
      ) : (
        <>
          <Text as="p">{t('command.rollbackText')}</Text>
          <ScrollArea label={t('command.undone')} className={styles.scroll}>
            <ol className={styles.steps}>
              {steps.map(({ id, summary }) => (
                <li key={id}>{summary}</li>
              ))}
            </ol>
          </ScrollArea>
        </>
      )}
    </ReasonDialog>
  );
}
