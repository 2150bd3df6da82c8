// SPDX-License-Identifier: Apache-2.0
// Checks each object of the YAML files given against Kubernetes' schemas: required fields, types and values by the
// validators made from them, unknown fields by the types made from them. Exit status 1 and a line for each mistake.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const packages = process.argv[2];
const require = createRequire(path.join(packages, 'package.json'));
const yaml = require('js-yaml');
const typescript = require('typescript');

// Of this run alone; the compiler finds the packages by the link.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'validate-'));
fs.symlinkSync(path.join(path.resolve(packages), 'node_modules'), path.join(folder, 'node_modules'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

let mistakes = 0;

function report(file, object, text) {
    mistakes++;
    console.error(`${file}: ${object.kind} ${object.metadata?.name}: ${text}`);
}

function validate(file, object) {
    const module = `kubernetes-models/${object.apiVersion}/${object.kind}`;
    try {
        new (require(module)[object.kind])(object).validate();
    } catch (failure) {
        report(file, object, failure.message);
    }
    for (const text of typeErrors(module, object)) {
        report(file, object, text);
    }
    // Neither schema nor types express this rule of the API server.
    for (const container of (object.spec?.jobTemplate ?? object).spec?.template?.spec?.containers ?? []) {
        for (const variable of container.env ?? []) {
            if ('value' in variable && 'valueFrom' in variable) {
                report(file, object, `${variable.name} of container ${container.name} has value and valueFrom`);
            }
        }
    }
}

function typeErrors(module, object) {
    const source = path.join(folder, 'object.ts');
    fs.writeFileSync(source, `import { I${object.kind} } from '${module}';
export const object: I${object.kind} = ${JSON.stringify(object)};\n`);
    const program = typescript.createProgram([source], {
        strict: true, noEmit: true, skipLibCheck: true, module: 1, moduleResolution: 2, target: 7, types: [],
    });
    return typescript.getPreEmitDiagnostics(program)
        .map(diagnostic => typescript.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}

for (const file of process.argv.slice(3)) {
    const objects = yaml.loadAll(fs.readFileSync(file, 'utf8')).filter(object => object);
    if (objects.length === 0) {
        throw new Error(`no object in ${file}`);
    }
    objects.forEach(object => validate(path.basename(file), object));
}
process.exit(mistakes ? 1 : 0);
