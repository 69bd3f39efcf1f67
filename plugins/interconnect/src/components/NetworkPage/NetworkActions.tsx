import { useRouteRef } from '@backstage/core-plugin-api';
import { Button, ButtonLink, Flex } from '@backstage/ui';
import { NetworkName, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDeleteBinLine, RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { DeleteDialog } from './DeleteDialog';
import { NetworkPermissions } from './useNetworkPermissions';

/** Edit and delete; disabled with the reason when they are not possible now. */
export function NetworkActions(props: {
  name: NetworkName;
  tagged: TaggedNetwork;
  may: NetworkPermissions;
  onChange: () => void;
}) {
  const { name, tagged, may } = props;
  const t = useTexts();
  const request = useRouteRef(requestRouteRef);
  const [asking, setAsking] = useState(false);
  const busy = tagged.network.rollout ? t('network.busy') : undefined;
  const why = (permission: NetworkPermissions['update']) =>
    permission.missing ? t('permission.missing', permission) : busy;
  const query = new URLSearchParams({ project: name.project, network: name.network });

  return (
    <Flex gap="2">
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
          onPress={() => setAsking(true)}
        >
          {t('network.delete')}
        </Button>
      </span>
      {asking && (
        <DeleteDialog
          name={name}
          etag={tagged.etag}
          onClose={() => setAsking(false)}
          onDeleted={props.onChange}
        />
      )}
    </Flex>
  );
}
