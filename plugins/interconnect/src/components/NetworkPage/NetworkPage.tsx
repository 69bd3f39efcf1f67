import { useTexts } from '../../hooks/useTexts';
import { useParams } from 'react-router-dom';
import { Header } from '@backstage/ui';

/** One network. */
export function NetworkPage() {
  const t = useTexts();
  const { network = '' } = useParams();
  return <Header title={t('network.title', { network })} />;
}
