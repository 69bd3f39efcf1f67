import { useRouteRef } from '@backstage/core-plugin-api';
import { Button, ButtonLink, Flex } from '@backstage/ui';
import { NetworkName, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDeleteBinLine, RiEditLine, RiToolsLine } from '@remixicon/react';
import { useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { DeleteDialog } from './DeleteDialog';
import { RepairDialog } from './RepairDialog';
import { NetworkPermissions } from './useNetworkPermissions';

/**
 * Repair, edit and delete; disabled with the reason when they are not possible now. Repair stands out while something is
 * wrong, and is not there for those who may not do it, nor for a network that asks for nothing.
 */
export function NetworkActions(props: {
  name: NetworkName;
  tagged: TaggedNetwork;
  may: NetworkPermissions;
  onChange: () => void;
}) {
  const { name, tagged, may } = props;
  const t = useTexts();
  const request = useRouteRef(requestRouteRef);
  const [asking, setAsking] = useState<'repair' | 'delete'>();
  const busy = tagged.network.rollout ? t('network.busy') : undefined;
  const why = (permission: NetworkPermissions['update']) =>
    permission.missing ? t('permission.missing', permission) : busy;
  const { phase } = tagged.network.status;
  const mayRepair = !may.update.missing && phase !== 'Empty';
  const query = new URLSearchParams({ project: name.project, network: name.network });

  return (
    <Flex gap="2">
      {mayRepair && (
        <span title={busy}>
          <Button
            variant={phase === 'Degraded' ? 'primary' : 'secondary'}
            iconStart={<RiToolsLine />}
            isDisabled={!may.update.allowed || busy !== undefined}
            onPress={() => setAsking('repair')}
          >
            {t('network.repair')}
          </Button>
        </span>
      )}
      <span title={why(may.update)}>
        <ButtonLink
          variant="secondary"
          iconStart={<RiEditLine />}
          isDisabled={!may.update.allowed || busy !== undefined}
          href={`${request()}?${query}`}
        >
          {t('network.edit')}
        </ButtonLink>
      </span>
      <span title={why(may.delete)}>
        <Button
          variant="secondary"
          iconStart={<RiDeleteBinLine />}
          isDisabled={!may.delete.allowed || busy !== undefined}
          onPress={() => setAsking('delete')}
        >
          {t('network.delete')}
        </Button>
      </span>
      {asking === 'repair' && (
        <RepairDialog name={name} etag={tagged.etag} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'delete' && (
        <DeleteDialog
          name={name}
          etag={tagged.etag}
          onClose={() => setAsking(undefined)}
          onDeleted={props.onChange}
        />
      )}
    </Flex>
  );
}
