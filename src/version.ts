/** Version of this program, equal to the version in package.json (checked by a test). */
export const VERSION = '0.1.0';
