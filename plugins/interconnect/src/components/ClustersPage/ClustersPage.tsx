import { useTexts } from '../../hooks/useTexts';
import { ListHeader } from '../common/ListHeader';

/** All clusters. */
export function ClustersPage() {
  const t = useTexts();
  return (
    <ListHeader
      active="clusters"
      title={t('clusters.title')}
      description={t('clusters.description')}
    />
  );
}
