import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Problem } from './api-error.js';
import { simplify, type Description } from './openapi.js';

const DESCRIPTION =
  process.env.DISCORD_OPENAPI ?? path.join(findProject(import.meta.dirname), '../shared/discord/openapi.json');

/** The project's folder, from here and from where this is compiled to. */
function findProject(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findProject(path.dirname(folder));
}

type Json = Record<string, unknown>;

/** Discord's OpenAPI description; read once a process, each schema compiled when it is first needed. */
export class Schema {
  readonly #ajv: Ajv2020;
  readonly #description: Description;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(file: string) {
    this.#description = simplify(JSON.parse(readFileSync(file, 'utf8')) as Description);
    this.#ajv = new Ajv2020({
      strict: false,
      validateSchema: false,
      formats: { snowflake: true, nonce: true },
      inlineRefs: false, // compiles in half the time
      code: { optimize: false },
    });
    formats.default(this.#ajv);
    this.#ajv.addSchema(this.#description, 'discord');
  }

  /** What is wrong with the body of a request. */
  checkRequest(method: string, route: string, body: unknown): Problem[] {
    return this.#check([route, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'], body);
  }

  /** What is wrong with an answer of the stand-in itself. */
  checkResponse(method: string, route: string, status: number, body: unknown): Problem[] {
    const place = [route, method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'];
    return this.#check(place, body);
  }

  /** The name of an operation; undefined when there is none. */
  nameOf(method: string, route: string): unknown {
    return this.#description.paths[route]?.[method.toLowerCase()]?.operationId;
  }

  #check(place: readonly string[], value: unknown): Problem[] {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    let validate = this.#compiled.get(pointer);
    if (!validate) {
      if (!hasPlace(this.#description.paths, place)) return [];
      this.#compiled.set(pointer, (validate = this.#ajv.compile({ $ref: `discord#/paths/${pointer}` })));
    }
    return validate(value) ? [] : describe(validate.errors ?? []);
  }
}

let opened: Schema | null | undefined;

/** The description, or null (said aloud once) where the file is absent. */
export function openSchema(): Schema | null {
  if (opened !== undefined) return opened;
  if (existsSync(DESCRIPTION)) return (opened = new Schema(DESCRIPTION));
  console.warn(
    `NOT CHECKED: there is no copy of Discord's OpenAPI description at ${DESCRIPTION}. ` +
      'Requests are held only to the limits that tests/discord-server knows by itself. ' +
      'Set DISCORD_OPENAPI to the file specs/openapi.json of github.com/discord/discord-api-spec.',
  );
  return (opened = null);
}

function hasPlace(root: unknown, place: readonly string[]): boolean {
  let node = root;
  for (const part of place) node = (node as Json | undefined)?.[part];
  return node !== undefined;
}

/** Of all branches of a union that did not fit, those that came furthest say what was meant. */
function describe(errors: readonly ErrorObject[]): Problem[] {
  const leaves = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if'].includes(keyword));
  const rank = ({ instancePath, keyword }: ErrorObject) =>
    instancePath.split('/').length * 2 + (['enum', 'const', 'type'].includes(keyword) ? 0 : 1);
  const best = Math.max(...leaves.map(rank));
  const told = (leaves.length ? leaves.filter((error) => rank(error) === best) : errors).slice(0, 3);
  return told.map(({ instancePath, keyword, message, params }) => ({
    at: instancePath.slice(1).replaceAll('/', '.'),
    code: `SCHEMA_${keyword.toUpperCase()}`,
    message: `${message ?? keyword} ${JSON.stringify(params)}`,
  }));
}
