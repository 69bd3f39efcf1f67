import { Alert } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';

const named = 10;

/** Spokes that were removed and could link again, until the authority is rotated. */
export function FormerSpokesNotice({ network: { formerSpokes = [] } }: { network: Network }) {
  const t = useTexts();
  if (formerSpokes.length === 0) return null;
  const some = formerSpokes.slice(0, named).map(({ cluster }) => cluster);
  const clusters = [...some, ...(formerSpokes.length > named ? ['…'] : [])].join(', ');
  return (
    <Alert
      status="warning"
      icon
      title={t('formerSpokes.title', { clusters })}
      description={t('formerSpokes.text')}
    />
  );
}
