export { fileNameOf } from '../exchange/file-name.js';
