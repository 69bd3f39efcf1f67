import { Radio, RadioGroup, Text } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine } from '../fields/ErrorLine';
import { TextInput } from '../fields/TextInput';
import { TextList } from '../fields/TextList';
import { useRequest } from '../RequestContext';
import { FormApplication } from '../state/formDocument';
import { useErrorAt } from '../useErrorAt';

/** Where the objects of an application come from. */
export function SourceFields(props: { place: string; source: FormApplication['source'] }) {
  const { place, source = {} } = props;
  const t = useTexts();
  const { dispatch } = useRequest();
  const error = useErrorAt(place);
  const kind = source.kind ?? '';
  if (kind && kind !== 'manifests' && kind !== 'existing') {
    return (
      <div data-place={place}>
        <Text as="p">{t('request.otherSource', { kind })}</Text>
        <ErrorLine text={error} />
      </div>
    );
  }
  return (
    <>
      <div data-place={place}>
        <RadioGroup
          label={t('request.from')}
          value={kind}
          onChange={chosen => dispatch({ type: 'set', field: place, value: { kind: chosen } })}
        >
          <Radio value="manifests">{t('request.fromManifests')}</Radio>
          <Radio value="existing">{t('request.fromExisting')}</Radio>
        </RadioGroup>
        <ErrorLine text={error} />
      </div>
      {kind === 'manifests' && (
        <TextInput
          place={`${place}.url`}
          label={t('request.url')}
          hint={t('request.urlHint')}
          value={source.url}
          onChange={value => dispatch({ type: 'set', field: `${place}.url`, value })}
          isRequired
        />
      )}
      {kind === 'existing' && (
        <TextList
          place={`${place}.services`}
          label={t('request.services')}
          hint={t('request.servicesHint')}
          values={source.services}
          itemLabel={number => t('request.service', { number: `${number}` })}
          add={t('request.addService')}
        />
      )}
    </>
  );
}
