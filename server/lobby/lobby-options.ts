import type { HashCost } from '#core/identity';
import type { Module } from '#core/module';
import type { Host, Sample } from '#server/host';
import type { Log } from '#server/http';

export interface LobbyOptions {
  /** The data folder, whatever state it is in. */
  readonly data: string;
  /** Samples that a new company can be filled from. */
  readonly samples?: Readonly<Record<string, Sample>>;
  /** Asked of whoever sets up or unlocks, where others could reach the door; the desktop has none. */
  readonly code?: string;
  readonly modules?: readonly Module[];
  readonly hashCost?: HashCost;
  readonly origins?: readonly string[];
  /** The folder of the built pages. */
  readonly pages?: string;
  /** The host logs to standard error too. */
  readonly loud?: boolean;
  readonly clock?: () => Date;
  /** For what goes wrong before there is a host with a log of its own; standard error unless told. */
  readonly log?: Log;
  /** Told once the data is open, before anybody is answered so. */
  onOpen?(host: Host): void | Promise<void>;
}
