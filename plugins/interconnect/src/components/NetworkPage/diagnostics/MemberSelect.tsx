import { Select } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';

/** Chooses the cluster that the commands are for. */
export function MemberSelect(props: {
  value: string;
  members: string[];
  onChange: (cluster: string) => void;
}) {
  const t = useTexts();
  return (
    <Select
      label={t('diagnostics.cluster')}
      value={props.value}
      onChange={key => key !== null && props.onChange(String(key))}
      options={props.members.map(id => ({ id, label: id }))}
      search={props.members.length > 10 ? true : undefined}
      style={{ flex: 'none', width: '16rem' }}
    />
  );
}
