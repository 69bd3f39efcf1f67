import { Flex } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { TextInput } from '../fields/TextInput';
import { useRequest } from '../RequestContext';
import { NameFields } from './NameFields';

/** Whose network it is, what it is called, what it is for. */
export function BasicsStep() {
  const t = useTexts();
  const { document, dispatch } = useRequest();
  return (
    <Flex direction="column" gap="4">
      <NameFields />
      <TextInput
        place="description"
        label={t('request.purpose')}
        hint={t('request.purposeHint')}
        value={document.description}
        onChange={value => dispatch({ type: 'set', field: 'description', value })}
        rows={2}
      />
    </Flex>
  );
}
