import { useRouteRef } from '@backstage/core-plugin-api';
import { Button, ButtonLink, Flex } from '@backstage/ui';
import { NetworkName, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import {
  RiDeleteBinLine,
  RiEditLine,
  RiFileCopyLine,
  RiKey2Line,
  RiToolsLine,
} from '@remixicon/react';
import { useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { Again, AgainDialog, DeleteDialog } from './OperationDialog';
import { NetworkPermissions, useMayRequest } from '../../hooks/useMay';

/**
 * Repair, rotate, edit, copy and delete; disabled with the reason when they are not possible now. Repair
 * stands out while something is wrong, rotate while removed spokes could still link; they are not
 * there for those who may not do it, nor for a network that asks for nothing.
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
  const [asking, setAsking] = useState<Again | 'delete'>();
  const busy = tagged.network.rollout ? t('network.busy') : undefined;
  const why = (permission: NetworkPermissions['update']) =>
    permission.missing ? t('permission.missing', permission) : busy;
  const { phase } = tagged.network.status;
  const mayRepair = !may.update.missing && phase !== 'Empty';
  const mayCopy = useMayRequest(name.project, undefined);
  const query = new URLSearchParams({ project: name.project, network: name.network });

  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
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
      {mayRepair && (
        <span title={busy}>
          <Button
            variant={tagged.network.formerSpokes ? 'primary' : 'secondary'}
            iconStart={<RiKey2Line />}
            isDisabled={!may.update.allowed || busy !== undefined}
            onPress={() => setAsking('rotate')}
          >
            {t('network.rotate')}
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
      {mayCopy.allowed && (
        <ButtonLink
          variant="secondary"
          iconStart={<RiFileCopyLine />}
          href={`${request()}?${new URLSearchParams({ project: name.project, copyOf: name.network })}`}
        >
          {t('network.copy')}
        </ButtonLink>
      )}
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
      {(asking === 'repair' || asking === 'rotate') && (
        <AgainDialog
          operation={asking}
          name={name}
          etag={tagged.etag}
          onClose={() => setAsking(undefined)}
        />
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
