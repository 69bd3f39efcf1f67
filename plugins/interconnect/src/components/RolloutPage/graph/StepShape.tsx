import { Texts, useTexts } from '../../../hooks/useTexts';
import { iconOf, toneOf } from '../../common/StateMark';
import { stepKindText, stepStateText } from '../stateTexts';
import { Box, nodeSize } from './layout';
import styles from './StepGraph.module.css';
import { GroupNode, StepNode } from './stepGraph';

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
