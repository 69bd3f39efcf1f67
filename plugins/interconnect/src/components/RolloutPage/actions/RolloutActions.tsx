import { Button, Flex, Text } from '@backstage/ui';
import {
  fittingCommands,
  NetworkName,
  Rollout,
  RolloutCommandName,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  RemixiconComponentType,
  RiArrowGoBackLine,
  RiPauseLine,
  RiPlayLine,
  RiRestartLine,
  RiStopLine,
} from '@remixicon/react';
import { useState } from 'react';
import { useIdentity } from '../../../hooks/queries';
import { May } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';
import { isRequester } from '../approval/verdict';
import { ReasonDialog } from './ReasonDialog';
import { RollbackDialog } from './RollbackDialog';
import { RolloutCommands } from './useRolloutCommands';

/** Decisions have their buttons beside what is decided, `skip` has one at each failed step. */
const icons = {
  approve: undefined,
  reject: undefined,
  retry: RiRestartLine,
  skip: undefined,
  pause: RiPauseLine,
  resume: RiPlayLine,
  rollback: RiArrowGoBackLine,
  cancel: RiStopLine,
} satisfies Record<RolloutCommandName, RemixiconComponentType | undefined>;

/**
 * What can be done with a rollout in its state; disabled, with the reason, for those who may not.
 */
export function RolloutActions(props: {
  name: NetworkName;
  rollout: Rollout;
  may: May;
  commands: RolloutCommands;
}) {
  const { rollout, may, commands } = props;
  const t = useTexts();
  const [asking, setAsking] = useState<RolloutCommandName>();
  const identity = useIdentity();
  const failed = rollout.steps.filter(({ state }) => state === 'Failed').length;
  // What has not begun is withdrawn by who asked for it.
  const waiting = rollout.state === 'AwaitingApproval';
  const cancel =
    waiting && isRequester(rollout, identity.value) ? 'approval.withdraw' : 'command.cancel';
  const why = may.missing ? t('permission.missing', may) : undefined;

  const labels = {
    approve: t('approval.approve'),
    reject: t('approval.reject'),
    retry: t('command.retryAll', { count: failed }),
    skip: t('command.skip'),
    pause: t('command.pause'),
    resume: t('command.resume'),
    rollback: t('command.rollback'),
    cancel: t(cancel),
  } satisfies Record<RolloutCommandName, string>;

  function button(command: RolloutCommandName) {
    const Icon = icons[command];
    if (!Icon) return null;
    const { asksFirst } = rolloutCommands[command];
    return (
      <span key={command} title={why}>
        <Button
          variant="secondary"
          iconStart={<Icon />}
          isDisabled={!may.allowed || commands.pending}
          onPress={() => (asksFirst ? setAsking(command) : void commands.run(command))}
        >
          {labels[command]}
        </Button>
      </span>
    );
  }

  const close = () => setAsking(undefined);
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {fittingCommands(rollout).map(button)}
      {asking === 'rollback' && (
        <RollbackDialog
          name={props.name}
          rollout={rollout.id}
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
