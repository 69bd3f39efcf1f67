import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Radio,
  RadioGroup,
  Switch,
  Text,
} from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useCallback } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine, TextInput, TextList } from '../fields/texts';
import { MultiPicker } from '../fields/pickers';
import { useAllowedHint, useErrorAt, useRequest } from '../RequestContext';
import { FormApplication } from '../state/formDocument';
import { Json } from '../state/json';
import { useMemberOptions } from './choices';
import styles from './steps.module.css';

const none: string[] = [];

/** One application of the network. */
export function ApplicationCard(props: { index: number; application: FormApplication }) {
  const { index, application } = props;
  const t = useTexts();
  const withAllowed = useAllowedHint();
  const { dispatch, limits } = useRequest();
  const members = useMemberOptions();
  const place = `applications[${index}]`;
  const error = useErrorAt(place);
  const exposeError = useErrorAt(`${place}.expose`);
  const set = (field: string) => (value: Json) =>
    dispatch({ type: 'set', field: `${place}.${field}`, value });
  const setClusters = useCallback(
    (value: string[]) => dispatch({ type: 'set', field: `${place}.clusters`, value }),
    [dispatch, place],
  );
  const title = application.name
    ? t('request.applicationNamed', { name: application.name })
    : t('request.application', { number: `${index + 1}` });

  function remove() {
    dispatch({ type: 'removed', field: place });
    dispatch({ type: 'focused', place: 'applications' });
  }
  return (
    <Card role="group" aria-label={title}>
      <CardHeader>
        <div className={styles.between}>
          <Text as="h4" variant="title-x-small">
            {title}
          </Text>
          <Button variant="tertiary" size="small" iconStart={<RiDeleteBinLine />} onPress={remove}>
            {t('request.remove', { what: application.name ?? title })}
          </Button>
        </div>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4" data-place={place} className={styles.onCard}>
          <ErrorLine text={error} />
          <TextInput
            place={`${place}.name`}
            label={t('request.applicationName')}
            value={application.name}
            onChange={set('name')}
            isRequired
          />
          <MultiPicker
            place={`${place}.clusters`}
            label={t('request.applicationClusters')}
            hint={t('request.applicationClustersHint')}
            values={application.clusters ?? none}
            options={members}
            notOffered={t('request.notMember')}
            onChange={setClusters}
            isRequired
          />
          <TextInput
            place={`${place}.namespace`}
            label={t('request.namespace')}
            hint={withAllowed(t('request.namespaceHint'), limits?.limits.namespaces)}
            value={application.namespace}
            onChange={set('namespace')}
            isRequired
          />
          <div data-place={`${place}.expose`}>
            <Switch
              label={t('request.expose')}
              isSelected={application.expose ?? false}
              onChange={set('expose')}
            />
            <ErrorLine text={exposeError} />
          </div>
          <SourceFields place={`${place}.source`} source={application.source} />
        </Flex>
      </CardBody>
    </Card>
  );
}

/** Where the objects of an application come from. */
function SourceFields(props: { place: string; source: FormApplication['source'] }) {
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
