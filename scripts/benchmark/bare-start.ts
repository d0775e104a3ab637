import path from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { BUNDLED_MODEL_FOLDER } from '#src/embedding/transformers.js';

// The peer of "npm run ask": the library alone, from process start to one vector, with the same model.
env.allowRemoteModels = false;
env.useFSCache = false;
env.localModelPath = path.dirname(BUNDLED_MODEL_FOLDER) + path.sep;
const embed = await pipeline('feature-extraction', path.basename(BUNDLED_MODEL_FOLDER));
const { dims } = await embed('why does my lower back hurt when I hang from a bar?', { pooling: 'none' });
console.log(dims.at(-1));
