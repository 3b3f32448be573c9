export type { LobbyOptions } from './lobby-options.ts';
export { openLobby, type Lobby } from './open-lobby.ts';
