import { FieldError } from '@interconnect/backstage-plugin-interconnect-common';
import { formDocumentOf } from './formDocument';
import { JsonObject } from './json';
import { valueAt } from './paths';
import { placeOf, placesIn, Step, stepOf } from './places';

/** An error with its place in the form. */
export interface PlacedError extends FieldError {
  place?: string;
  /** Absent when the form has no place for it. */
  step?: Step;
}

/** Errors with their places, in the order of the form; those without a place last. */
export function placed(errors: FieldError[], document: JsonObject): PlacedError[] {
  const places = placesIn(formDocumentOf(document));
  const order = new Map([...places].map((place, index) => [place, index]));
  const all = errors.map<PlacedError>(error => {
    const place = placeOf(error.field, places);
    return place === undefined ? error : { ...error, place, step: stepOf(place) };
  });
  const rank = ({ place }: PlacedError) => order.get(place ?? '') ?? order.size;
  return all.sort((a, b) => rank(a) - rank(b));
}

/** What is told, and when. */
export interface Telling {
  project: string;
  name: string;
  document: JsonObject;
  /** Steps that a person wanted to leave. */
  tried: Step[];
  /** Present while the document is written as a text. */
  text?: unknown;
}

/**
 * Whether an error is to be told already: something is there that is wrong or that another
 * network has, or its step was tried.
 */
export function isDue({ field, step, holder }: PlacedError, telling: Telling): boolean {
  if (step === undefined || holder || telling.tried.includes(step)) return true;
  if (field === 'name' || field === 'project') return telling[field] !== '';
  if (telling.text) return true;
  const value = valueAt(telling.document, field);
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== '';
}
