import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { Texts, useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { ScrollArea } from '../../common/ScrollArea';
import { iconOf, toneOf } from '../../common/StateMark';
import { stepKindText, stepStateText } from '../stateTexts';
import { summaryOf } from '../steps/stepRow';
import { Box, layout, nodeSize } from './layout';
import { GroupNode, stepGraphOf, StepNode } from './stepGraph';
import styles from './StepGraph.module.css';

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

/** Icon of a group: its most urgent state. */
const byUrgency = [
  'UndoFailed',
  'Failed',
  'Running',
  'Pending',
  'NotStarted',
  'Skipped',
  'Undone',
  'Succeeded',
];

function stateOf(node: StepNode | GroupNode): string {
  if (node.kind === 'step') return node.step.state;
  return byUrgency.find(state => node.states[state]) ?? Object.keys(node.states)[0];
}

/** All of it, for who points at the box. */
function wholeOf(t: Texts, node: StepNode | GroupNode): string {
  if (node.kind === 'step') return node.step.summary;
  const what = `${stepKindText(t, node.like)} · ${t('graph.group', { count: node.count })}`;
  return `${what}: ${detailOf(t, node)}`;
}

function detailOf(t: Texts, node: StepNode | GroupNode): string {
  if (node.kind === 'step') {
    const { cluster, state } = node.step;
    return [cluster, stepStateText(t, state)].filter(Boolean).join(' · ');
  }
  return byUrgency
    .filter(state => node.states[state])
    .map(state =>
      t('graph.count', { number: `${node.states[state]}`, state: stepStateText(t, state) }),
    )
    .join(' · ');
}

/** A step, or several of the same kind, as a box with icon and text. */
export function StepShape({ box: { node, x, y } }: { box: Box }) {
  const t = useTexts();
  const state = stateOf(node);
  const tone = toneOf(state);
  const Icon = iconOf(state);
  const { height } = nodeSize;
  const width = node.kind === 'group' ? nodeSize.width - 5 : nodeSize.width;
  const title = stepKindText(t, node.kind === 'step' ? node.step : node.like);
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{wholeOf(t, node)}</title>
      {node.kind === 'group' && (
        <rect x={5} y={5} width={width} height={height} rx={6} className={styles.node} />
      )}
      <rect width={width} height={height} rx={6} className={`${styles.node} ${styles[tone]}`} />
      <Icon x={10} y={height / 2 - 9} size={18} className={styles[`icon-${tone}`]} />
      <text x={38} y={23} className={styles.name}>
        {shorten(title, 24)}
      </text>
      <text x={38} y={42} className={styles.detail}>
        {shorten(detailOf(t, node), 29)}
      </text>
    </g>
  );
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
