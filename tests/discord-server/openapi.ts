type Json = Record<string, unknown>;

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/**
 * Says the same as Discord's description in a form that is quicker to compile and whose errors name what was meant:
 * lists of constants become enums, unions that differ by `type` are decided by it, and integers may be numeric strings.
 */
export function simplify(description: Description): Description {
  visit(description, description.components.schemas);
  return description;
}

function visit(node: unknown, schemas: Description['components']['schemas']): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) {
    const schema = node as Json;
    listConstants(schema);
    decideByType(schema, schemas);
    acceptNumericStrings(schema);
  }
  for (const child of Object.values(node)) visit(child, schemas);
}

/** `oneOf: [{const: 1}, {const: 2}]`, and beside an enum the same again by reference. */
function listConstants(schema: Json): void {
  const { enum: listed, oneOf } = schema;
  if (Array.isArray(listed)) delete schema.allOf;
  if (!Array.isArray(oneOf) || !oneOf.every((branch: Json) => 'const' in branch)) return;
  schema.enum = oneOf.map((branch: Json) => branch.const);
  delete schema.oneOf;
}

function decideByType(schema: Json, schemas: Description['components']['schemas']): void {
  for (const union of ['oneOf', 'anyOf'] as const) {
    const branches = schema[union];
    if (!Array.isArray(branches) || branches.length < 2) continue;
    const types = branches.map((branch: Json) => typesOf(branch, schemas));
    if (!types.every((list) => list !== null)) continue;
    Object.assign(schema, {
      [union]: undefined,
      type: 'object',
      required: ['type'],
      properties: { type: { enum: types.flat() } },
      allOf: branches.map((branch: Json, at) => ({ if: { properties: { type: { enum: types[at] } } }, then: branch })),
    });
  }
}

/** The values of `type` that make an object one of this branch; null when that does not decide it. */
function typesOf({ $ref: reference }: Json, schemas: Description['components']['schemas']): unknown[] | null {
  if (typeof reference !== 'string') return null;
  const schema = schemas[reference.slice(reference.lastIndexOf('/') + 1)];
  const { required, properties } = (schema ?? {}) as { required?: string[]; properties?: Record<string, Json> };
  const values = properties?.type?.enum;
  return Array.isArray(values) && required?.includes('type') ? values : null;
}

/** As Discord does: permissions, for one, are always sent as strings. */
function acceptNumericStrings({ properties }: Json): void {
  if (typeof properties !== 'object' || properties === null) return;
  for (const schema of Object.values(properties) as Json[]) {
    const types = [schema.type ?? []].flat();
    if ('enum' in schema || 'oneOf' in schema || !types.includes('integer') || types.includes('string')) continue;
    schema.type = [...types, 'string'];
    schema.pattern = String.raw`^-?\d+$`;
  }
}
