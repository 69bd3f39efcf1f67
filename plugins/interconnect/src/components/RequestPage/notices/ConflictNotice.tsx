import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { Alert, Button, Flex } from '@backstage/ui';
import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { interconnectApiRef } from '../../../api';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel } from '../../common/fallbacks';
import { useRequest } from '../RequestContext';
import { contentOf } from '../state/requestState';

/** Somebody was faster: takes over what they stored, or goes on with one's own on top of it. */
export function ConflictNotice(props: { onSettled: () => void }) {
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const { state, dispatch } = useRequest();
  const { project, name: network } = state;
  const [error, setError] = useState<Error>();

  async function settle(take: (newer: TaggedNetwork) => void) {
    setError(undefined);
    try {
      take(await api.getNetwork({ project, network }));
      props.onSettled();
    } catch (reason) {
      setError(toError(reason));
    }
  }
  const load = () =>
    settle(newer => dispatch({ type: 'replaced', content: contentOf(newer), changed: false }));
  const keep = () => settle(newer => dispatch({ type: 'rebased', etag: newer.etag }));

  return (
    <>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('request.conflict')}
        description={t('request.conflictText', { network })}
        customActions={
          <Flex gap="2">
            <Button size="small" variant="secondary" onPress={() => void load()}>
              {t('request.loadNewer')}
            </Button>
            <Button size="small" variant="secondary" onPress={() => void keep()}>
              {t('request.keepMine')}
            </Button>
          </Flex>
        }
      />
      {error && <ErrorPanel title={t('request.loadFailed')} error={error} />}
    </>
  );
}
