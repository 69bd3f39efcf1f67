import { Alert, Flex, Text } from '@backstage/ui';
import { Plan, PlanPreview } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { Texts, useTexts } from '../../../hooks/useTexts';
import { ApprovalNotice } from '../../common/PlanParts';
import { CopyButton } from '../../common/CodeBlock';
import { ScrollArea } from '../../common/ScrollArea';
import { SelectorList } from '../../common/SelectorList';
import styles from './steps.module.css';

/** What will be done and what comes of it: warnings, addresses, steps, and more of it below. */
export function PlanView({ plan, children }: { plan: PlanPreview; children?: ReactNode }) {
  const t = useTexts();
  return (
    <Flex direction="column" gap="5">
      {plan.approval && <ApprovalNotice approval={plan.approval} />}
      {plan.warnings.length > 0 && (
        <section aria-label={t('request.planWarnings')}>
          <Flex direction="column" gap="2">
            {plan.warnings.map(warning => (
              <Alert key={warning} status="warning" icon title={warning} />
            ))}
          </Flex>
        </section>
      )}
      {plan.selectors && (
        <section aria-label={t('selectors.title')}>
          <Text as="h4" variant="title-x-small">
            {t('selectors.title')}
          </Text>
          <SelectorList selectors={plan.selectors} />
        </section>
      )}
      <section aria-label={t('request.planAddresses')}>
        <Text as="h4" variant="title-x-small">
          {t('request.planAddresses')}
        </Text>
        <Text as="p" color="secondary">
          {t(plan.addresses.length ? 'request.planAddressesText' : 'request.planNoAddresses')}
        </Text>
        <ul className={styles.addresses}>
          {plan.addresses.map(address => (
            <li key={address}>
              <code>{address}</code>
              <CopyButton text={address} what={t('request.addressToCopy')} />
            </li>
          ))}
        </ul>
      </section>
      <PlanSteps plan={plan} />
      {children}
    </Flex>
  );
}

function PlanSteps({ plan: { operation, steps } }: { plan: Plan }) {
  const t = useTexts();
  const title = t('request.planSteps', { count: steps.length });
  const places = new Map(steps.map(({ id }, index) => [id, index + 1]));
  return (
    <section>
      <Text as="h4" variant="title-x-small">
        {`${t(`operation.${operation}`)}: ${title}`}
      </Text>
      <Text as="p" color="secondary">
        {t(steps.length ? 'request.planStepsText' : 'request.planEmpty')}
      </Text>
      {steps.length > 0 && (
        <ScrollArea label={title} className={styles.plan}>
          <ol className={styles.planSteps}>
            {steps.map(step => (
              <li key={step.id}>
                {step.summary}{' '}
                {step.needs.length > 0 && (
                  <Text variant="body-small" color="secondary">
                    {needsText(t, step.needs, places)}
                  </Text>
                )}
              </li>
            ))}
          </ol>
        </ScrollArea>
      )}
    </section>
  );
}

/** So many are named. */
const named = 3;

/** The numbers of the steps that must be done before: "waits for steps 2, 3". */
function needsText(t: Texts, needs: string[], places: Map<string, number>): string {
  const numbers = needs.flatMap(id => places.get(id) ?? []).sort((a, b) => a - b);
  const list = numbers.slice(0, named).join(', ');
  const more = numbers.length - named;
  const steps = more > 0 ? t('steps.more', { list, number: `${more}` }) : list;
  return t('request.planNeeds', { count: numbers.length, steps });
}
