import { InputOf, InvertibleKind, StepKind } from '../steps';
import { StepActivityInput, StepResult } from './messages';

/** Type of the activity of a step's inverse. @public */
export type InverseName<K extends InvertibleKind = InvertibleKind> = `undo${Capitalize<K>}`;

/** Types of the activities of all steps. @public */
export type StepActivityName = StepKind | InverseName;

/** The activity of a step or of its inverse. @public */
export type StepActivity<K extends StepKind> = (
  argument: StepActivityInput<InputOf<K>>,
) => Promise<StepResult>;

/** One activity a kind, and one for its inverse. @public */
export type StepActivities = { [K in StepKind]: StepActivity<K> } & {
  [K in InvertibleKind as InverseName<K>]: StepActivity<K>;
};

/**
 * Activity type of a step: the kind, or `undo` and the kind for the inverse
 * (`undoLinkSpoke`). @public
 */
export function activityTypeOf(kind: StepKind, inverse: boolean): StepActivityName {
  return inverse ? inverseOf(kind as InvertibleKind) : kind;
}

function inverseOf<K extends InvertibleKind>(kind: K): InverseName<K> {
  return `undo${(kind[0].toUpperCase() + kind.slice(1)) as Capitalize<K>}`;
}
