import { Alert } from '@backstage/ui';
import { May } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';

/** The person may not do this: says which permission is missing. */
export function DeniedNotice(props: { may: May; editing: boolean }) {
  const t = useTexts();
  const { permission } = props.may;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(props.editing ? 'request.editDenied' : 'request.denied')}
      description={t('request.deniedText', { permission })}
    />
  );
}
