import { protocol } from 'electron';
import { respond, type AppSources } from './app-response';

/** Gives the scheme `app` an origin of its own. Call before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves `app://inkling`. */
export function serveApp(sources: AppSources, report: (error: unknown) => void): void {
  protocol.handle('app', async (request) => {
    try {
      return await respond(request.method, request.url, sources);
    } catch (error) {
      report(error);
      return new Response(null, { status: 500 });
    }
  });
}
