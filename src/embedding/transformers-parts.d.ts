/**
 * Parts of transformers.js, whose types stand in another folder. Its main module loads those for pictures and sound too, a quarter of the time to the
 * first answer.
 */
declare module '@xenova/transformers/src/backends/onnx.js' {
  export * from '@xenova/transformers/types/backends/onnx.js';
}
declare module '@xenova/transformers/src/env.js' {
  export * from '@xenova/transformers/types/env.js';
}
declare module '@xenova/transformers/src/tokenizers.js' {
  export * from '@xenova/transformers/types/tokenizers.js';
}
declare module '@xenova/transformers/src/utils/hub.js' {
  export * from '@xenova/transformers/types/utils/hub.js';
}
