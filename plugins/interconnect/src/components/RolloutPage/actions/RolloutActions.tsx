import { Button, Flex, Text } from '@backstage/ui';
import { Rollout, RolloutUpdate } from '@interconnect/backstage-plugin-interconnect-common';
import {
  RiArrowGoBackLine,
  RiPauseLine,
  RiPlayLine,
  RiRestartLine,
  RiStopLine,
} from '@remixicon/react';
import { ReactNode, useState } from 'react';
import { useIdentity } from '../../../hooks/queries';
import { May } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';
import { isRequester } from '../approval/verdict';
import { commandsOf } from './commandsOf';
import { ReasonDialog } from './ReasonDialog';
import { RollbackDialog } from './RollbackDialog';
import { RolloutCommands } from './useRolloutCommands';

/** What can be done with a rollout in its state; disabled, with the reason, for those who may not. */
export function RolloutActions(props: { rollout: Rollout; may: May; commands: RolloutCommands }) {
  const { rollout, may, commands } = props;
  const t = useTexts();
  const [asking, setAsking] = useState<'cancel' | 'rollback'>();
  const identity = useIdentity();
  const fitting = commandsOf(rollout);
  const failed = rollout.steps.filter(({ state }) => state === 'Failed').length;
  // What has not begun is withdrawn by who asked for it.
  const waiting = rollout.state === 'AwaitingApproval';
  const cancel =
    waiting && isRequester(rollout, identity.value) ? 'approval.withdraw' : 'command.cancel';
  const why = may.missing ? t('permission.missing', may) : undefined;

  function action(command: RolloutUpdate, label: string, icon: ReactNode, onPress: () => void) {
    if (!fitting.includes(command)) return null;
    return (
      <span title={why}>
        <Button
          variant="secondary"
          iconStart={icon as JSX.Element}
          isDisabled={!may.allowed || commands.pending}
          onPress={onPress}
        >
          {label}
        </Button>
      </span>
    );
  }

  const close = () => setAsking(undefined);
  const run = (command: RolloutUpdate) => () => void commands.run(command);
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {action('retry', t('command.retryAll', { count: failed }), <RiRestartLine />, run('retry'))}
      {action('pause', t('command.pause'), <RiPauseLine />, run('pause'))}
      {action('resume', t('command.resume'), <RiPlayLine />, run('resume'))}
      {action('rollback', t('command.rollback'), <RiArrowGoBackLine />, () =>
        setAsking('rollback'),
      )}
      {action('cancel', t(cancel), <RiStopLine />, () => setAsking('cancel'))}
      {asking === 'rollback' && (
        <RollbackDialog
          rollout={rollout}
          onConfirm={details => commands.give('rollback', details)}
          onClose={close}
        />
      )}
      {asking === 'cancel' && (
        <ReasonDialog
          title={t(`${cancel}Title`)}
          confirm={t(`${cancel}Confirm`)}
          destructive
          onConfirm={details => commands.give('cancel', details)}
          onClose={close}
        >
          <Text as="p">{t(waiting ? 'approval.withdrawText' : 'command.cancelText')}</Text>
        </ReasonDialog>
      )}
    </Flex>
  );
}
