export { APP_ORIGIN, isOwnAddress, isOwnBlob, SCHEME, SCHEME_PRIVILEGES, urlOf } from './address.ts';
export { FUSES } from './fuses.ts';
export { IDLE_SECONDS, isLeftAlone } from './idle.ts';
export { mayDownload, mayNavigate, mayNavigateFrame, mayOpenOutside, mayRequest, windowWish } from './navigation.ts';
export { mayUse } from './permissions.ts';
export { mayRestart, MOST_RESTARTS, RESTART_WINDOW_MS } from './restarts.ts';
export { REFUSED_SWITCHES, refusedSwitches, SWITCHES } from './switches.ts';
export { paperPreferences, PARTITION, workbenchPreferences } from './web-preferences.ts';
