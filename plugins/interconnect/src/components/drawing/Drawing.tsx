import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { ScrollArea } from '../common/ScrollArea';
import { StateTone } from '@interconnect/backstage-plugin-interconnect-common';
import { iconOf, toneOf } from '../common/StateMark';
import styles from './Drawing.module.css';

/** A node with its place, in the units of the drawing. */
export interface Box<N> {
  node: N;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The tone of a node; `stale`: what is known of it is old. */
type NodeTone = StateTone | 'stale';

/**
 * A drawing that scrolls when it is too large. To screen readers it is one picture with a summary,
 * because a table says it all; when its nodes can be pressed, a group of these.
 */
export function Drawing(props: {
  /** Accessible name of what scrolls. */
  label: string;
  summary: string;
  /** Of what is drawn; `margin`: kept free around it. */
  size: { width: number; height: number; margin: number };
  fontSize: number;
  maxHeight: string;
  isInteractive?: boolean;
  children: ReactNode;
}) {
  const { margin } = props.size;
  const [width, height] = [props.size.width + 2 * margin, props.size.height + 2 * margin];
  return (
    <ScrollArea label={props.label} className={styles.scroll} maxHeight={props.maxHeight}>
      <svg
        role={props.isInteractive ? 'group' : 'img'}
        aria-label={props.summary}
        className={styles.drawing}
        viewBox={[-margin, -margin, width, height].join(' ')}
        style={{ width, height, fontSize: props.fontSize }}
      >
        {props.children}
      </svg>
    </ScrollArea>
  );
}

/**
 * A node: a frame in the colour of its state with an icon, and the lines of text that are given.
 */
export function NodeShape(props: {
  box: Box<unknown>;
  state: string;
  /** Instead of the tone of the state. */
  tone?: NodeTone;
  icon: { is?: RemixiconComponentType; x: number; y: number; size: number };
  /** For who points at it. */
  title?: string;
  radius: number;
  /** Drawn as a pile: how far the node below sticks out. */
  pile?: number;
  /** Of the frame, beside its tone. */
  className?: string;
  children: ReactNode;
}) {
  const { box, radius, pile = 0, icon } = props;
  const tone = props.tone ?? toneOf(props.state);
  const Icon = icon.is ?? iconOf(props.state);
  const size = { width: box.width - pile, height: box.height, rx: radius };
  return (
    <g transform={`translate(${box.x} ${box.y})`}>
      {props.title && <title>{props.title}</title>}
      {pile > 0 && <rect x={pile} y={pile} {...size} className={styles.node} />}
      <rect {...size} className={classes(styles.node, styles[tone], props.className)} />
      <Icon x={icon.x} y={icon.y} size={icon.size} className={styles[`icon-${tone}`]} />
      {props.children}
    </g>
  );
}

/** Class names of what is there. */
export function classes(...names: (string | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** A text of at most so many characters. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
