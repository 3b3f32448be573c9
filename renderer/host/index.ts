export { useCatalogue } from './catalogue.ts';
export { company, host, reachable, type Host } from './client.ts';
export { useDefinitions, type ActionView, type FieldView } from './definitions.ts';
export { afterLeaving, beforeLeaving } from './leaving.ts';
export { live } from './live.ts';
export { usePreferences } from './preferences.ts';
export { problemOf, tellProblem, type Problem } from './problem.ts';
export { useSession, type Stage } from './session.ts';
