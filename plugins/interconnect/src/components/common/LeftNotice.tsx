import { Alert } from '@backstage/ui';
import { LeftBehind } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';

/** What stays on clusters that are not configured any more. */
export function LeftNotice({ left = [] }: { left?: LeftBehind[] }) {
  const t = useTexts();
  return left.map(({ cluster, objects }) => (
    <Alert
      key={cluster}
      status="warning"
      icon
      title={t('left.title', { cluster })}
      description={t('left.text', { objects: objects.join(', ') })}
    />
  ));
}
