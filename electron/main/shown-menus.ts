import { Menu, nativeImage, Tray } from 'electron';
import { menuTemplate, trayImage, trayTemplate, type MenuDoings, type MenuState } from '../menu/index.ts';
import { say } from '../words.ts';

const TRAY_SIZE = 32;

export interface ShownMenusParts {
  readonly doings: MenuDoings;
  state(): MenuState & { readonly waiting: boolean };
}

/** Menu and tray as they stand, drawn anew when something in them changes. */
export class ShownMenus {
  readonly #parts: ShownMenusParts;
  #tray: Tray | undefined;
  #shown = '';
  #isClosed = false;

  constructor(parts: ShownMenusParts) {
    this.#parts = parts;
  }

  show(): void {
    // A session that ends with the program must not put its picture back into the tray.
    if (this.#isClosed) return;
    const state = this.#parts.state();
    const now = JSON.stringify(state);
    if (now === this.#shown) return;
    this.#shown = now;
    const { doings } = this.#parts;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, doings)));
    const image = nativeImage.createFromBitmap(trayImage(TRAY_SIZE, state.waiting), { width: TRAY_SIZE, height: TRAY_SIZE, scaleFactor: 2 });
    if (this.#tray === undefined) {
      this.#tray = new Tray(image);
      this.#tray.on('click', doings.show);
    } else this.#tray.setImage(image);
    this.#tray.setToolTip(say('name', state.lang));
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(state.lang, doings)));
  }

  close(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
    this.#isClosed = true;
  }
}
