export { openLobby } from './open-lobby.ts';
export type { Lobby, LobbyOptions } from './open-lobby.ts';
