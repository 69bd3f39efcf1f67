import { Button, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useCallback } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine, TextInput } from '../fields/texts';
import { MultiPicker } from '../fields/pickers';
import { useAllowedHint, useErrorAt, useRequest } from '../RequestContext';
import { FormApplication } from '../state/formDocument';
import { Json } from '../state/json';
import { useMemberOptions } from './choices';
import { ExposureFields } from './ExposureFields';
import { SourceFields } from './SourceFields';
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
    <div role="group" aria-label={title}>
      <Card>
        <CardHeader>
          <div className={styles.between}>
            <Text as="h4" variant="title-x-small">
              {title}
            </Text>
            <Button
              variant="tertiary"
              size="small"
              iconStart={<RiDeleteBinLine />}
              onPress={remove}
            >
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
            <ExposureFields place={place} application={application} />
            <SourceFields place={`${place}.source`} source={application.source} />
          </Flex>
        </CardBody>
      </Card>
    </div>
  );
}
