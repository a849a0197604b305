// Exports every conformance case and the real case with the binary, and holds what comes out
// against the schemas of NIST and of the Open Contracting Partnership: ajv, other people's code and
// other people's schemas, unchanged.
//
//   node tests/report/validate.mjs BINARY [FILE...]
//
// Run from the root of the project. Exit status 0 only where every document is valid.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(resolve('web/package.json'));
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;

const [binary, ...files] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'standstill-validate-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
let mistakes = 0;
let documents = 0;

function complain(text) {
  mistakes += 1;
  if (mistakes <= 20) console.error(text);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

// The schemas are what their manifests say that they are.
function checkManifest(folder) {
  for (const file of readJson(join(folder, 'MANIFEST.json')).files) {
    const digest = createHash('sha256').update(readFileSync(join(folder, file.path))).digest('hex');
    if (digest !== file.sha256) complain(`${folder}/${file.path}: not the file of the manifest`);
  }
}

function compile(schema) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
}

const OSCAL = {
  'catalog': 'catalog',
  'profile': 'profile',
  'mapping-collection': 'mapping',
  'component-definition': 'component',
  'assessment-plan': 'assessment-plan',
  'assessment-results': 'assessment-results',
  'plan-of-action-and-milestones': 'poam',
};

function oscalValidators() {
  const out = {};
  for (const [model, name] of Object.entries(OSCAL))
    out[model] = compile(readJson(`tests/data/oscal/v1.2.1/oscal_${name}_schema.json`));
  return out;
}

// RFC 7396: how an extension changes the release schema.
function merged(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const out = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merged(out[key], value);
  }
  return out;
}

// The schema is of draft 4. Of what changed since, it uses `id` alone.
function ocdsSchema() {
  const schema = merged(
    readJson('tests/data/ocds/release-schema-1__1__5.json'),
    readJson('docs/formats/ocds-stop-work/release-schema.json'),
  );
  if (/"exclusiveM(in|ax)imum"/.test(JSON.stringify(schema))) throw new Error('a draft 4 schema after all');
  delete schema.id;
  delete schema.$schema;
  return schema;
}

// The schema lets any other key pass; a key that nobody defines is a mistake of ours.
function strict(schema) {
  const out = structuredClone(schema);
  for (const part of [out, ...Object.values(out.definitions)])
    if (part.type === 'object' && part.properties) part.additionalProperties = false;
  return out;
}

function told(name, validate, value) {
  documents += 1;
  if (validate(value)) return;
  for (const error of validate.errors.slice(0, 3))
    complain(`${name}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function casesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.yaml') && !path.includes('/malformed/'))
    .sort();
}

// The latest instant that a case file speaks of: everything is on record by then.
function latestInstant(path) {
  const instants = readFileSync(path, 'utf8').match(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g);
  return instants.reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));
}

function checkOscal(path, at, validators) {
  const out = join(scratch, 'oscal');
  rmSync(out, { recursive: true, force: true });
  execFileSync(binary, ['export', path, '--as', 'oscal', '--at', at, '--out', out]);
  const models = new Set();
  for (const name of readdirSync(out).filter((each) => each.endsWith('.json'))) {
    const value = readJson(join(out, name));
    const [model] = Object.keys(value);
    models.add(model);
    told(`${path} at ${at}: ${name}`, validators[model], value);
    checkProps(`${path} at ${at}: ${name}`, value);
  }
  if (models.size !== 7) complain(`${path}: ${models.size} models, not 7`);
}

// A tool that knows nothing of our properties must not find a pass where the truth is unknown.
function checkProps(name, value) {
  for (const result of value['assessment-results']?.results ?? [])
    for (const finding of result.findings ?? []) {
      const truth = finding.props.find((prop) => prop.name === 'truth-value').value;
      const { state } = finding.target.status;
      if ((state === 'satisfied') !== (truth === 'true'))
        complain(`${name}: ${finding.title}: ${state}, and ${truth}`);
    }
}

function checkOcds(path, at, validate) {
  const run = spawnSync(binary, ['export', path, '--as', 'ocds', '--at', at], { encoding: 'utf8' });
  if (run.status !== 0) {
    if (!run.stderr.includes('no contract that may be published')) complain(`${path}: ${run.stderr}`);
    return false;
  }
  const released = JSON.parse(run.stdout);
  for (const key of ['uri', 'version', 'publishedDate', 'publisher', 'releases', 'extensions'])
    if (!(key in released)) complain(`${path}: the package has no ${key}`);
  for (const release of released.releases) told(`${path} at ${at}: release`, validate, release);
  return true;
}

checkManifest('tests/data/oscal');
checkManifest('tests/data/ocds');
const validators = oscalValidators();
const validateRelease = compile(strict(ocdsSchema()));
const everything = files.length > 0 ? files : [...casesBelow('tests/cases'), ...casesBelow('cases')];
let releases = 0;
for (const path of everything) {
  const at = latestInstant(path);
  checkOscal(path, at, validators);
  if (checkOcds(path, at, validateRelease)) releases += 1;
}
// What a schema refuses, this test refuses: a state that OSCAL does not have.
const spoilt = { 'assessment-results': {} };
if (validators['assessment-results'](spoilt)) complain('an empty document is valid');
console.log(`${everything.length} cases, ${documents} documents, ${releases} releases, ${mistakes} mistakes`);
process.exit(mistakes === 0 && releases > 0 ? 0 : 1);
