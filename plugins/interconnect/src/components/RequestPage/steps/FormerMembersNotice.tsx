import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { useRequest } from '../RequestContext';
import { formerMembers } from '../state/formDocument';
import { Json } from '../state/json';

/** Offers to take clusters that are members no more out of the applications. */
export function FormerMembersNotice() {
  const t = useTexts();
  const { document, chosen, dispatch } = useRequest();
  const former = chosen && formerMembers({ ...document, spokes: chosen.document.spokes });
  if (!former) return null;
  const clusters = former.clusters.join(', ');
  const nowhere = former.nowhere.join(', ');

  function takeOut(applications: Json) {
    dispatch({ type: 'set', field: 'applications', value: applications });
    dispatch({ type: 'focused', place: 'spokes' });
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('request.former', { clusters, applications: former.applications.join(', ') })}
      description={nowhere ? t('request.formerNowhere', { applications: nowhere }) : undefined}
      customActions={
        <Button
          size="small"
          variant="secondary"
          onPress={() => takeOut(former.rest as unknown as Json)}
        >
          {t('request.formerTakeOut', { clusters })}
        </Button>
      }
    />
  );
}
