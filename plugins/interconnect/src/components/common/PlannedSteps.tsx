import { PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import styles from './PlannedSteps.module.css';
import { ScrollArea } from './ScrollArea';

/** What will be done, one line a step, in a dialog that asks for it. `label`: what the list is, for screen readers. */
export function PlannedSteps(props: { label: string; steps: Pick<PlanStep, 'id' | 'summary'>[] }) {
  return (
    <ScrollArea label={props.label} className={styles.scroll}>
      <ol className={styles.steps}>
        {props.steps.map(({ id, summary }) => (
          <li key={id}>{summary}</li>
        ))}
      </ol>
    </ScrollArea>
  );
}
