// The written cases and the regressions: one file each.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';

/** @typedef {import('./oracle.js').Case} Case */

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const REGRESSIONS = join(HERE, 'regressions');

/**
 * All cases below these folders, with their paths as ids.
 * @param {string[]} folders
 * @returns {Case[]}
 */
export function writtenCases(folders = ['cases', 'regressions']) {
  return folders.flatMap((folder) =>
    readdirSync(join(HERE, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readCase(join(HERE, folder, name))),
  );
}

/** @param {string} file @returns {Case} */
export function readCase(file) {
  const id = relative(HERE, file).replaceAll('\\', '/').replace(/\.json$/, '');
  return { id, ...JSON.parse(readFileSync(file, 'utf8')) };
}
