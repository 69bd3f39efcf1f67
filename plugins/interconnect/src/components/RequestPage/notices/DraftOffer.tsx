import { Alert, Button, Flex } from '@backstage/ui';
import { useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { ago } from '../../common/time';
import { Draft } from '../state/draft';

/** Offers what was entered before and not submitted. */
export function DraftOffer(props: {
  draft: Draft;
  /** The network has been changed since. */
  outdated: boolean;
  onRestore: () => void;
  onDiscard: () => void;
}) {
  const t = useTexts();
  const now = useNow();
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('request.draftFound', { ago: ago(t, props.draft.savedAt, now) })}
      description={t(props.outdated ? 'request.draftOlder' : 'request.draftText')}
      customActions={
        <Flex gap="2">
          <Button size="small" variant="secondary" onPress={props.onRestore}>
            {t('request.restore')}
          </Button>
          <Button size="small" variant="tertiary" onPress={props.onDiscard}>
            {t('request.discard')}
          </Button>
        </Flex>
      }
    />
  );
}
