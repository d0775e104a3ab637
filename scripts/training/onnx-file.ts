import { PbfWriter } from 'pbf';

/** int8 rows with one scale each: what a trained table becomes on disk. */
export interface QuantizedTable {
  readonly rows: number;
  readonly dimensions: number;
  readonly values: Int8Array;
  /** One a row: value * scale is the trained number. */
  readonly scales: Float32Array;
}

/** Element types of onnx.proto (TensorProto.DataType). */
const FLOAT = 1;
const INT8 = 3;
const INT64 = 7;
/** Newest versions that onnxruntime-node 1.14 loads. */
const OPSET = 14;
const IR_VERSION = 8;
/** Keeps the length of an all-padding text away from zero. */
const EPSILON = 1e-12;

type Write = (pbf: PbfWriter) => void;

/**
 * A sentence-embedding model as an ONNX file: look up the rows of `input_ids`, add up those that `attention_mask` keeps, scale to unit length.
 * The output is named `last_hidden_state`, as transformers.js expects, and has the shape [batch, dimensions]: pooled inside the graph.
 */
export function encodeOnnx(table: QuantizedTable): Uint8Array {
  const { rows, dimensions } = table;
  const initializers = [
    tensor('table', INT8, [rows, dimensions], new Uint8Array(table.values.buffer)),
    tensor('scales', FLOAT, [rows, 1], new Uint8Array(table.scales.buffer)),
    tensor('epsilon', FLOAT, [1], new Uint8Array(Float32Array.of(EPSILON).buffer)),
    tensor('one', INT64, [1], new Uint8Array(BigInt64Array.of(1n).buffer)),
  ];
  const nodes = [
    node('Gather', ['table', 'input_ids'], 'int8_rows'),
    node('Cast', ['int8_rows'], 'float_rows', [intAttribute('to', FLOAT)]),
    node('Gather', ['scales', 'input_ids'], 'row_scales'),
    node('Mul', ['float_rows', 'row_scales'], 'token_vectors'),
    node('Cast', ['attention_mask'], 'float_mask', [intAttribute('to', FLOAT)]),
    node('Unsqueeze', ['float_mask', 'one'], 'mask_row'),
    node('MatMul', ['mask_row', 'token_vectors'], 'summed_row'),
    node('Squeeze', ['summed_row', 'one'], 'summed'),
    node('ReduceL2', ['summed'], 'length', [intsAttribute('axes', [1]), intAttribute('keepdims', 1)]),
    node('Max', ['length', 'epsilon'], 'safe_length'),
    node('Div', ['summed', 'safe_length'], 'last_hidden_state'),
  ];
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'backchat');
  message(pbf, 7, (graph) => {
    for (const write of nodes) message(graph, 1, write);
    graph.writeStringField(2, 'static-embedding');
    for (const write of initializers) message(graph, 5, write);
    message(graph, 11, valueInfo('input_ids', INT64, ['batch', 'tokens']));
    message(graph, 11, valueInfo('attention_mask', INT64, ['batch', 'tokens']));
    message(graph, 12, valueInfo('last_hidden_state', FLOAT, ['batch', dimensions]));
  });
  message(pbf, 8, (opset) => {
    opset.writeStringField(1, '');
    opset.writeVarintField(2, OPSET);
  });
  return pbf.finish();
}

function message(pbf: PbfWriter, field: number, write: Write): void {
  pbf.writeMessage(
    field,
    (writeFields: Write, inner) => {
      writeFields(inner);
    },
    write,
  );
}

function tensor(name: string, type: number, dims: readonly number[], bytes: Uint8Array): Write {
  return (pbf) => {
    for (const dim of dims) pbf.writeVarintField(1, dim);
    pbf.writeVarintField(2, type);
    pbf.writeStringField(8, name);
    pbf.writeBytesField(9, bytes);
  };
}

function node(operator: string, inputs: readonly string[], output: string, attributes: readonly Write[] = []): Write {
  return (pbf) => {
    for (const input of inputs) pbf.writeStringField(1, input);
    pbf.writeStringField(2, output);
    pbf.writeStringField(3, output);
    pbf.writeStringField(4, operator);
    for (const attribute of attributes) message(pbf, 5, attribute);
  };
}

function intAttribute(name: string, value: number): Write {
  return (pbf) => {
    pbf.writeStringField(1, name);
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  };
}

function intsAttribute(name: string, values: readonly number[]): Write {
  return (pbf) => {
    pbf.writeStringField(1, name);
    for (const value of values) pbf.writeVarintField(8, value);
    pbf.writeVarintField(20, 7);
  };
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Write {
  return (pbf) => {
    pbf.writeStringField(1, name);
    message(pbf, 2, (typeProto) => {
      message(typeProto, 1, (tensorType) => {
        tensorType.writeVarintField(1, type);
        message(tensorType, 2, (shapeProto) => {
          for (const size of shape) {
            message(shapeProto, 1, (dimension) => {
              if (typeof size === 'string') dimension.writeStringField(2, size);
              else dimension.writeVarintField(1, size);
            });
          }
        });
      });
    });
  };
}
