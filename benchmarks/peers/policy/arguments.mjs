// Command-line words of the scripts in this folder.

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function isMain(url) {
    return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}

export function numberOption(name, otherwise) {
    const at = process.argv.indexOf(name);
    if (at < 0) return otherwise;
    const value = Number(process.argv[at + 1]);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    console.error(`${name}: expected a whole number, found \`${process.argv[at + 1]}\``);
    process.exit(2);
}
