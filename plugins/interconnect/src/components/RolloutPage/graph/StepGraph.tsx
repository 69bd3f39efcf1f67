import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { Texts, useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { stepParameter } from '../../common/FailedSteps';
import { toneOf } from '../../common/StateMark';
import { Box, classes, Drawing, NodeShape, shorten } from '../../drawing/Drawing';
import drawing from '../../drawing/Drawing.module.css';
import { stepKindText, stepStateText } from '../stateTexts';
import { summaryOf } from '../steps/stepRow';
import { layout } from './layout';
import { GroupNode, StepGraph as Graph, StepNode } from './stepGraph';
import styles from './StepGraph.module.css';

const margin = 14;

/** The steps in the order of need. Each node is a link that opens its steps in the table. */
export function StepGraph({ graph, steps }: { graph: Graph; steps: RolloutStep[] }) {
  const t = useTexts();
  const { width, height, boxes, lines } = useMemo(() => layout(graph), [graph]);
  const { all, done, skipped, running, failed, waiting } = summaryOf(steps);
  const grouped = graph.nodes.some(({ kind }) => kind === 'group');
  return (
    <div>
      <Drawing
        label={t('rolloutPage.graph')}
        summary={t('graph.summary', {
          all: `${all}`,
          done: `${done}`,
          skipped: `${skipped}`,
          running: `${running}`,
          failed: `${failed}`,
          waiting: `${waiting}`,
        })}
        size={{ width, height, margin }}
        fontSize={13}
        maxHeight="80vh"
        isInteractive
      >
        {lines.map((path, index) => (
          <path key={index} d={path} className={styles.need} />
        ))}
        {boxes.map(box => (
          <StepShape key={box.node.id} box={box} />
        ))}
      </Drawing>
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

/** What it does, in full. */
function wholeOf(t: Texts, node: StepNode | GroupNode): string {
  if (node.kind === 'step') return node.step.summary;
  return `${stepKindText(t, node.like)} · ${t('graph.group', { count: node.ids.length })}`;
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
function StepShape({ box }: { box: Box<StepNode | GroupNode> }) {
  const t = useTexts();
  const { node, height } = box;
  const state = stateOf(node);
  const whole = `${wholeOf(t, node)}: ${detailOf(t, node)}`;
  const title = shorten(stepKindText(t, node.kind === 'step' ? node.step : node.like), 24);
  const detail = shorten(detailOf(t, node), 29);
  return (
    <Link
      to={{ search: `?${new URLSearchParams({ [stepParameter]: node.id })}` }}
      replace
      className={styles.link}
      // Begins with what is to be seen, for who says it aloud (WCAG 2.5.3).
      aria-label={`${title} ${detail}: ${whole}`}
    >
      <NodeShape
        box={box}
        state={state}
        icon={{ x: 10, y: height / 2 - 9, size: 18 }}
        title={whole}
        radius={6}
        pile={node.kind === 'group' ? 5 : 0}
        className={classes(styles.step, styles[toneOf(state)])}
      >
        <text x={38} y={23} className={drawing.name}>
          {title}
        </text>{' '}
        <text x={38} y={42} className={drawing.detail}>
          {detail}
        </text>
      </NodeShape>
    </Link>
  );
}
