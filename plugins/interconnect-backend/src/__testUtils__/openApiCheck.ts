import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readOpenApi } from '../schema/openApi';

type Operation = { responses: Record<string, unknown> };
type Document = { paths: Record<string, Record<string, Operation>> };

const id = 'https://interconnect.test/openapi';

/**
 * Checks answers against the OpenAPI document of the plugin.
 *
 * @returns a function that throws when an answer is not what the document says
 */
export function openApiCheck() {
  const document = readOpenApi() as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: id, ...document });

  return function check(method: string, url: string, status: number, body: unknown): void {
    const path = Object.keys(document.paths).find(template => patternOf(template).test(url));
    const operation = path && document.paths[path][method.toLowerCase()];
    if (!operation) {
      throw new Error(`The OpenAPI document does not know ${method} ${url}`);
    }
    const key = status in operation.responses ? String(status) : 'default';
    if (status < 400 && key === 'default') {
      throw new Error(`${method} ${url}: the OpenAPI document does not know status ${status}`);
    }
    const pointer = ['paths', path, method.toLowerCase(), 'responses', key];
    const response = resolve(document, pointer);
    const hasContent = 'content' in response.value;
    if (!hasContent) {
      if (body !== undefined && body !== '' && JSON.stringify(body) !== '{}') {
        throw new Error(`${method} ${url}: status ${status} has no body in the OpenAPI document`);
      }
      return;
    }
    const schema = [...response.pointer, 'content', 'application/json', 'schema']
      .map(escape)
      .join('/');
    const validate = ajv.compile({ $ref: `${id}#/${schema}` });
    if (!validate(body)) {
      throw new Error(
        `${method} ${url} (${status}) does not match the OpenAPI document: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body, null, 2)}`,
      );
    }
  };
}

/** Follows one `$ref` of the components. */
function resolve(document: object, pointer: string[]): { value: object; pointer: string[] } {
  const value = pointer.reduce<any>((at, key) => at[key], document);
  return typeof value.$ref === 'string'
    ? resolve(document, value.$ref.slice(2).split('/'))
    : { value, pointer };
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function escape(key: string): string {
  return encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1'));
}
