// Prints the JSON Schema of what webhooks receive to schemas/recording-event.schema.json. A test holds the two equal.
import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { eventSchema } from '../src/webhooks/cloud-event.ts';

const file = new URL('../schemas/recording-event.schema.json', import.meta.url);
await writeFile(file, await format(JSON.stringify(eventSchema()), { parser: 'json', printWidth: 120 }));
