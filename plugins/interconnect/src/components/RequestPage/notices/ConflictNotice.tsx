import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../../api';
import { usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel, Loading } from '../../common/fallbacks';
import { useRequest } from '../RequestContext';
import { Json } from '../state/json';
import { contentOf } from '../state/requestState';
import { Undone, undone, valueText } from '../state/undone';
import styles from '../steps/steps.module.css';

/** Somebody was faster: takes over what they stored, or goes on with one's own on top of it. */
export function ConflictNotice(props: { onSettled: () => void }) {
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const { state, dispatch } = useRequest();
  const { project, name: network } = state;
  const newer = usePolled(signal => api.getNetwork({ project, network }, { signal }), undefined, [
    api,
    project,
    network,
  ]);

  function load(tagged: TaggedNetwork) {
    dispatch({ type: 'replaced', content: contentOf(tagged), changed: false });
    props.onSettled();
  }
  function keep(tagged: TaggedNetwork) {
    dispatch({ type: 'rebased', etag: tagged.etag, base: contentOf(tagged).document });
    props.onSettled();
  }
  if (newer.loading) return <Loading label={t('loading.network')} />;
  if (!newer.value) {
    return newer.error ? (
      <ErrorPanel title={t('request.loadFailed')} error={newer.error} onRetry={newer.refresh} />
    ) : null;
  }
  const tagged = newer.value;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('request.conflict')}
      description={
        <>
          {t('request.conflictText', { network })}
          <Losses losses={undone(state.base, contentOf(tagged).document, state.document)} />
        </>
      }
      customActions={
        <Flex gap="2">
          <Button size="small" variant="secondary" onPress={() => load(tagged)}>
            {t('request.loadNewer')}
          </Button>
          <Button size="small" variant="secondary" onPress={() => keep(tagged)}>
            {t('request.keepMine')}
          </Button>
        </Flex>
      }
    />
  );
}

/** What of theirs would be lost with one's own version. */
function Losses({ losses }: { losses: Undone[] }) {
  const t = useTexts();
  const textOf = ({ field, theirs, mine }: Undone) => {
    if (theirs === undefined) return t('request.undoesRemoved', { field, mine: shown(mine ?? '') });
    if (mine === undefined) return t('request.undoesAdded', { field, theirs: shown(theirs) });
    return t('request.undoesChanged', { field, theirs: shown(theirs), mine: shown(mine) });
  };
  const shown = (value: Json) => valueText(value) || t('request.nothing');
  if (losses.length === 0) return <Text as="p">{t('request.undoesNothing')}</Text>;
  return (
    <>
      <Text as="p">{t('request.undoes')}</Text>
      <ul className={styles.errors}>
        {losses.map(loss => (
          <li key={loss.field}>{textOf(loss)}</li>
        ))}
      </ul>
    </>
  );
}
