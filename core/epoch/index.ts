export { raiseEpoch, readEpochs, type Epochs } from './epoch.ts';
