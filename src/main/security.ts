import { app, session, type Session, type WebContents } from 'electron';
import { appPage, isAppFrame } from './app-url';

/**
 * Chromium's own services reach for the network at start (component updates, proxy detection, DNS probes). Inkling opens no
 * socket, so they are switched off and every name fails to resolve. Call before the app is ready.
 */
export function switchNetworkOff(): void {
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('disable-sync');
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('no-pings');
  app.commandLine.appendSwitch('no-proxy-server');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch(
    'disable-features',
    'MediaRouter,OptimizationHints,AutofillServerCommunication',
  );
}

/** Denies the page everything Inkling has no use for: permissions, devices, downloads, and any address of the network. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
  target.on('will-download', (event) => {
    event.preventDefault();
  });
  // Chromium's spell checker downloads its dictionaries, and begins when the session is made: taking every language away in
  // the same turn is before it has looked for their files.
  target.setSpellCheckerEnabled(false);
  target.setSpellCheckerLanguages([]);
  const remote = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  target.webRequest.onBeforeRequest({ urls: remote }, (_details, answer) => {
    answer({ cancel: true });
  });
}

/** No page leaves `app://inkling`, opens a window or embeds another. */
function confineContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isAppFrame(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isAppFrame(event.url)) event.preventDefault();
  });
  // about:blank needs no loading, so nothing above is asked: come back from it.
  contents.on('did-navigate', (_event, url) => {
    if (!isAppFrame(url)) void contents.loadURL(appPage);
  });
}

/** Applies to every page there will ever be. Call before the first window. */
export function confineAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    confineContents(contents);
  });
}
