import type { Session } from 'electron';
import { isOwnAddress, mayDownload, mayRequest, mayUse } from '../policy/index.ts';

/** Chromium's own code for a certificate that is refused (net::ERR_FAILED). */
const REFUSED = -2;

/**
 * Closes a session: nothing leaves for the network, no certificate is good, no permission is granted but copying.
 * @param onCopy told when a page is about to write to the clipboard
 */
export function guardSession(session: Session, packaged: boolean, onCopy: () => void): void {
  session.setSpellCheckerEnabled(false);
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(mayUse(permission, details.requestingUrl, details.isMainFrame) && isOwnAddress(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const may = mayUse(permission, details.requestingUrl ?? origin, details.isMainFrame);
    if (may) onCopy();
    return may;
  });
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.setCertificateVerifyProc((_request, answer) => answer(REFUSED));
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose();
  });
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => answer({ cancel: !mayRequest(url, packaged) }));
}
