import { Radio, RadioGroup, Text } from '@backstage/ui';
import { ApplicationSource } from '@interconnect/backstage-plugin-interconnect-common';
import { ComponentType } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine, TextInput, TextList } from '../fields/texts';
import { useErrorAt, useRequest } from '../RequestContext';
import { FormApplication } from '../state/formDocument';
import { ChartFields } from './ChartFields';

/** Where the objects of an application come from. */
export function SourceFields(props: { place: string; source: FormApplication['source'] }) {
  const { place, source = {} } = props;
  const t = useTexts();
  const { dispatch } = useRequest();
  const error = useErrorAt(place);
  const kind = source.kind ?? '';
  if (kind && !Object.hasOwn(fieldsOf, kind)) {
    return (
      <div data-place={place}>
        <Text as="p">{t('request.otherSource', { kind })}</Text>
        <ErrorLine text={error} />
      </div>
    );
  }
  const Fields = kind ? fieldsOf[kind] : undefined;
  return (
    <>
      <div data-place={place}>
        <RadioGroup
          label={t('request.from')}
          value={kind}
          onChange={chosen => dispatch({ type: 'set', field: place, value: { kind: chosen } })}
        >
          <Radio value="manifests">{t('request.fromManifests')}</Radio>
          <Radio value="helm">{t('request.fromChart')}</Radio>
          <Radio value="existing">{t('request.fromExisting')}</Radio>
        </RadioGroup>
        <ErrorLine text={error} />
      </div>
      {Fields && <Fields place={place} source={source} />}
    </>
  );
}

interface FieldsProps {
  place: string;
  source: NonNullable<FormApplication['source']>;
}

/** The fields of each kind. */
const fieldsOf = {
  manifests: ManifestFields,
  helm: ChartFields,
  existing: ServiceFields,
} satisfies Record<ApplicationSource['kind'], ComponentType<FieldsProps>>;

function ManifestFields({ place, source }: FieldsProps) {
  const t = useTexts();
  const { dispatch } = useRequest();
  return (
    <TextInput
      place={`${place}.url`}
      label={t('request.url')}
      hint={t('request.urlHint')}
      value={source.url}
      onChange={value => dispatch({ type: 'set', field: `${place}.url`, value })}
      isRequired
    />
  );
}

function ServiceFields({ place, source }: FieldsProps) {
  const t = useTexts();
  return (
    <TextList
      place={`${place}.services`}
      label={t('request.services')}
      hint={t('request.servicesHint')}
      values={source.services}
      itemLabel={number => t('request.service', { number: `${number}` })}
      add={t('request.addService')}
    />
  );
}
