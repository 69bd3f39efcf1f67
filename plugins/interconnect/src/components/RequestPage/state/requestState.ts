import { FieldError, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { documentToText, TextFormat, textToDocument } from './documentText';
import { emptyDocument } from './formDocument';
import { isRecord, Json, JsonObject } from './json';
import { appendAt, removeAt, setAt } from './paths';
import { placed } from './placedErrors';
import { shapeProblem, Step } from './places';

/** What is asked for. */
export interface RequestContent {
  project: string;
  name: string;
  /** Of what is changed; absent for a new network. */
  etag?: string;
  document: JsonObject;
  /** The document of the version that is changed, as far as it is known. */
  base?: JsonObject;
}

/** The document as a text, while it is written as one. */
export interface RequestText {
  format: TextFormat;
  value: string;
  /**
   * Why it cannot be taken over: where in the text it cannot be read, or which field the form
   * cannot show.
   */
  problem?: { line: number; message: string } | { field: string };
}

/** What the form knows. */
export interface RequestState extends RequestContent {
  step: Step;
  /** Steps that a person wanted to leave: from then on they say what is missing in them. */
  tried: Step[];
  /** Absent: the document is edited with the form. */
  text?: RequestText;
  /** What the server refused when it was asked last; each stays until its field is changed. */
  refused: FieldError[];
  /** How often the review was asked for: each time the server is asked again. */
  reviews: number;
  /** Whether a person has changed anything. */
  changed: boolean;
  /**
   * What takes the focus: a place of the form, the `summary` of errors, or the heading of the step;
   * `turn` counts.
   */
  focus?: { place?: string; turn: number };
}

/** What can happen to the form. */
export type RequestAction =
  | { type: 'named'; project?: string; name?: string }
  | { type: 'set'; field: string; value: Json | undefined }
  | { type: 'appended'; list: string; item: Json }
  | { type: 'removed'; field: string }
  | { type: 'shown'; step: Step; place?: string }
  /** Without a place: the heading of the step. */
  | { type: 'focused'; place?: string }
  /** A step could not be left, because of these. */
  | { type: 'stopped'; errors: FieldError[] }
  /** The server has these against it. */
  | { type: 'refused'; errors: FieldError[] }
  | { type: 'written'; format: TextFormat; value: string }
  | { type: 'textOpened'; format: TextFormat }
  | { type: 'textClosed' }
  | { type: 'replaced'; content: RequestContent; changed: boolean }
  | { type: 'rebased'; etag: string; base: JsonObject };

/** The form when it is opened. */
export function initialState(content: RequestContent): RequestState {
  return { ...content, step: 'basics', tried: [], refused: [], reviews: 0, changed: false };
}

/** The form opened on a text, which may be wrong. */
export function initialTextState(content: RequestContent, value: string): RequestState {
  return write(initialState(content), 'json', value);
}

/** What a network that is there asks for. */
export function contentOf({ network, etag }: TaggedNetwork): RequestContent {
  const document = network.spec as unknown as JsonObject;
  return { project: network.project, name: network.name, etag, document, base: document };
}

/** What a request for a new network begins with. */
export function newContent(project: string, name: string): RequestContent {
  return { project, name, document: emptyDocument };
}

/** What becomes of the form. */
export function requestReducer(state: RequestState, action: RequestAction): RequestState {
  switch (action.type) {
    case 'named': {
      const { project = state.project, name = state.name } = action;
      const field = action.project === undefined ? 'name' : 'project';
      return { ...state, project, name, changed: true, refused: without(state.refused, field) };
    }
    case 'set':
      return edited(state, action.field, setAt(state.document, action.field, action.value));
    case 'appended':
      return edited(state, action.list, appendAt(state.document, action.list, action.item));
    case 'removed':
      // all behind it move up
      return edited(
        state,
        action.field.replace(/\[\d+\]$/, ''),
        removeAt(state.document, action.field),
      );
    case 'shown':
      return focused(
        action.step === 'review' ? reviewed(state) : { ...state, step: action.step },
        action.place,
      );
    case 'focused':
      return focused(state, action.place);
    case 'stopped':
      return stopped(state, action.errors);
    case 'refused':
      return stopped({ ...state, refused: action.errors }, action.errors);
    case 'written':
      return { ...write(state, action.format, action.value), changed: true, refused: [] };
    case 'textOpened':
      if (state.text?.problem) return state;
      return {
        ...state,
        step: beforeReview(state.step),
        text: { format: action.format, value: documentToText(state.document, action.format) },
      };
    case 'textClosed':
      if (state.text?.problem) return state;
      return { ...state, step: beforeReview(state.step), text: undefined };
    case 'replaced':
      return focused({ ...initialState(action.content), changed: action.changed }, undefined);
    case 'rebased':
      return focused({ ...state, etag: action.etag, base: action.base, refused: [] }, undefined);
    default:
      return state;
  }
}

/** The server is asked again: what it said before may be true no more. */
function reviewed(state: RequestState): RequestState {
  return { ...state, step: 'review', refused: [], reviews: state.reviews + 1 };
}

/** The review shows no document: who asks for one comes from there to the last step that does. */
function beforeReview(step: Step): Step {
  return step === 'review' ? 'applications' : step;
}

function edited(state: RequestState, field: string, document: JsonObject): RequestState {
  return { ...state, document, changed: true, refused: without(state.refused, field) };
}

/** Without what was said of a field, of what is in it, and of what it is in. */
function without(errors: FieldError[], field: string): FieldError[] {
  const isIn = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return errors.filter(error => !isIn(error.field, field) && !isIn(field, error.field));
}

/** Goes to the first error. */
function stopped(state: RequestState, errors: FieldError[]): RequestState {
  const all = placed(errors, state.document);
  const [first] = all;
  const tried = new Set([...state.tried, ...all.flatMap(({ step }) => step ?? [])]);
  const hasPlace = !state.text || first?.field === 'name' || first?.field === 'project';
  return focused(
    { ...state, step: first?.step ?? state.step, tried: [...tried] },
    (hasPlace && first?.place) || 'summary',
  );
}

function focused(state: RequestState, place: string | undefined): RequestState {
  return { ...state, focus: { place, turn: (state.focus?.turn ?? 0) + 1 } };
}

/** The document follows the text as long as the form could show it. */
function write(state: RequestState, format: TextFormat, value: string): RequestState {
  const read = textToDocument(value, format);
  if ('problem' in read) return { ...state, text: { format, value, problem: read.problem } };
  const field = shapeProblem(read.document);
  return field === undefined && isRecord(read.document)
    ? { ...state, text: { format, value }, document: read.document }
    : { ...state, text: { format, value, problem: { field: field ?? '' } } };
}
