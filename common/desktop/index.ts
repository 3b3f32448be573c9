export type { DesktopApi, DesktopCommand, DesktopConnection, DesktopKeychain, DesktopPlace, LockReason } from './desktop-api.ts';
