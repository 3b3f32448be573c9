export { PanshiError, isPanshiError, refuse, type ErrorCode, type ErrorDetails, type Text, type Lang } from './panshi-error.ts';
