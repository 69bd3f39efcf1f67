import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ScrollArea } from '../ScrollArea';
import { DiffRun, diffRuns } from './diffRuns';
import styles from './ManifestDiff.module.css';

const elements: Record<DiffRun['kind'], 'ins' | 'del' | 'span'> = {
  added: 'ins',
  removed: 'del',
  same: 'span',
  skipped: 'span',
};
const marks: Record<DiffRun['kind'], string> = {
  added: '+ ',
  removed: '- ',
  same: '  ',
  skipped: '',
};

/** What changes from one text to another, by lines; `label` names it for screen readers. */
export function ManifestDiff(props: { label: string; before?: string; after?: string }) {
  const { label, before, after } = props;
  const t = useTexts();
  const runs = useMemo(() => diffRuns(before, after), [before, after]);
  return (
    <ScrollArea label={label} className={styles.scroll}>
      <pre className={styles.text}>
        {runs.map(({ kind, lines }, index) => {
          const Element = elements[kind];
          const shown = kind === 'skipped' ? [t('review.fromLine', { line: lines[0] })] : lines;
          return (
            // eslint-disable-next-line react/no-array-index-key -- they never move
            <Element key={index} className={styles[kind]}>
              {shown.map(line => `${marks[kind]}${line}\n`).join('')}
            </Element>
          );
        })}
      </pre>
    </ScrollArea>
  );
}
