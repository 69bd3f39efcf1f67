import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { ScrollArea } from '../../common/ScrollArea';
import { summaryOf } from '../steps/stepRow';
import { layout } from './layout';
import styles from './StepGraph.module.css';
import { stepGraphOf } from './stepGraph';
import { StepShape } from './StepShape';

const margin = 14;

/** The steps in the order of need. To screen readers it is one picture with a summary; the table says it all. */
export function StepGraph({ steps }: { steps: RolloutStep[] }) {
  const t = useTexts();
  const graph = useMemo(() => stepGraphOf(steps), [steps]);
  const { width, height, boxes, lines } = useMemo(() => layout(graph), [graph]);
  const { all, done, running, failed, waiting } = summaryOf(steps);
  const grouped = graph.nodes.some(({ kind }) => kind === 'group');
  return (
    <div>
      <ScrollArea label={t('rolloutPage.graph')} className={styles.scroll}>
        <svg
          role="img"
          aria-label={t('graph.summary', {
            all: `${all}`,
            done: `${done}`,
            running: `${running}`,
            failed: `${failed}`,
            waiting: `${waiting}`,
          })}
          className={styles.drawing}
          viewBox={[-margin, -margin, width + 2 * margin, height + 2 * margin].join(' ')}
          style={{ width: width + 2 * margin, height: height + 2 * margin }}
        >
          {lines.map((path, index) => (
            <path key={index} d={path} className={styles.need} />
          ))}
          {boxes.map(box => (
            <StepShape key={box.node.id} box={box} />
          ))}
        </svg>
      </ScrollArea>
      {grouped && <Quiet as="p">{t('graph.grouped')}</Quiet>}
    </div>
  );
}
