import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { Texts, useTexts } from '../../../hooks/useTexts';
import styles from './StepMessage.module.css';
import { StepRow } from './stepRow';

const named = 3;

function listed(t: Texts, ids: string[]): string {
  const list = ids.slice(0, named).join(', ');
  return ids.length > named ? t('steps.more', { list, number: `${ids.length - named}` }) : list;
}

/** The error of a step, what it says, or what it waits for. */
export function StepMessage({ row }: { row: StepRow }) {
  const t = useTexts();
  const { message, error, state }: RolloutStep = row.step;
  const isTriedAgain = state === 'Running';
  return (
    <>
      {error && !isTriedAgain && <div className={styles.error}>{error}</div>}
      {message && message !== error && <div className={styles.text}>{message}</div>}
      {error && isTriedAgain && (
        <div className={styles.text}>{t('steps.attemptBefore', { error })}</div>
      )}
      {row.waitsFor.length > 0 && (
        <div className={styles.text}>{t('steps.waitsFor', { steps: listed(t, row.waitsFor) })}</div>
      )}
    </>
  );
}
