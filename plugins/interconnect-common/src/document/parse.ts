import { defaultNamespace } from '../network/names';
import { DocumentError, FieldError, throwIfAny } from './errors';
import { acceptedName, namePattern } from './fields';
import { partsOf } from './parts';
import { NetworkDocument, networkDocumentSchema } from './schema';
import { semanticErrors } from './semantics';
import { sameServiceErrors } from './services';
import { shapeErrors } from './shapeErrors';

/** What is known of a document beside its text. @public */
export interface DocumentContext {
  /** Name of the network, for what depends on its default namespace. */
  network?: string;
}

/**
 * A request's body as a document. Needs no cluster and no manifest: see `checkServices`,
 * `checkChange` and `checkAgainstOthers` for what does.
 *
 * @throws DocumentError with everything that is wrong
 * @public
 */
export function parseNetworkDocument(
  body: unknown,
  context: DocumentContext = {},
): NetworkDocument {
  const result = networkDocumentSchema.safeParse(body, { jitless: true });
  const parts = partsOf(body);
  const ownNamespace =
    parts.namespace ||
    (context.network === undefined ? undefined : defaultNamespace(context.network));
  const errors = [
    ...(context.network === undefined ? [] : networkNameErrors(context.network)),
    ...(result.success ? [] : shapeErrors(body, result.error.issues)),
    ...semanticErrors(parts, ownNamespace),
    ...(result.success ? sameServiceErrors(result.data, () => []) : []),
  ];
  if (!result.success || errors.length > 0) {
    throw new DocumentError(errors);
  }
  return result.data;
}

/** What is wrong with the name of a network. @public */
export function networkNameErrors(name: string): FieldError[] {
  return namePattern.test(name)
    ? []
    : [
        {
          field: 'name',
          message: `'${name}' is not the name of a network`,
          accepted: acceptedName,
        },
      ];
}

/** @throws DocumentError if a network cannot have this name. @public */
export function checkNetworkName(name: string): void {
  throwIfAny(networkNameErrors(name));
}
