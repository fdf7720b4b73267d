import { z } from 'zod';

// Zod compiles its schemas with `new Function` where it may, and finds out by trying: the page's security policy refuses that
// and reports the attempt. Import this before anything that makes a schema.
z.config({ jitless: true });
