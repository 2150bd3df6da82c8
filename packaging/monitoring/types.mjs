// SPDX-License-Identifier: Apache-2.0
//
// Checks a dashboard against Grafana's own types, and what these do not express:
//
//   node types.mjs PACKAGES DASHBOARD.json
//
// Exit status 1 and a line for each mistake.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, file] = process.argv.slice(2);
const typescript = createRequire(path.join(packages, 'package.json'))('typescript');
const dashboard = JSON.parse(fs.readFileSync(file, 'utf8'));
const mistakes = [];

const modules = {
    stat: '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen',
    table: '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen',
    timeseries: '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen',
};

function compile() {
    const source = path.join(packages, 'dashboard.ts');
    const lines = [
        "import { Dashboard } from '@grafana/schema';",
        ...Object.entries(modules).map(([type, module]) => `import * as ${type} from '${module}';`),
        // JSON has the values of enums, and may leave out what has a default.
        'type Json<T> = T extends string ? `${T}` : T extends number ? (`${T}` extends `${infer N extends number}` ? N : T)',
        '    : T extends Array<infer E> ? Array<Json<E>> : T extends object ? { [K in keyof T]?: Json<T[K]> } : T;',
        `export const dashboard: Json<Dashboard> = ${JSON.stringify(dashboard, null, 1)};`,
    ];
    for (const panel of dashboard.panels) {
        lines.push(`export const options${panel.id}: Json<${panel.type}.Options> = ${JSON.stringify(panel.options)};`);
        if (panel.type !== 'stat') {
            lines.push(`export const field${panel.id}: Json<${panel.type}.FieldConfig> = `
                + `${JSON.stringify(panel.fieldConfig.defaults.custom ?? {})};`);
        }
    }
    fs.writeFileSync(source, lines.join('\n'));
    const program = typescript.createProgram([source], {
        strict: true, noEmit: true, skipLibCheck: true, target: 9, module: 99, moduleResolution: 100, types: [],
    });
    for (const found of typescript.getPreEmitDiagnostics(program)) {
        const line = found.file?.getLineAndCharacterOfPosition(found.start).line;
        mistakes.push(`${lines.join('\n').split('\n')[line]?.trim().slice(0, 120)}: `
            + typescript.flattenDiagnosticMessageText(found.messageText, ' '));
    }
}

function grid() {
    const cells = new Map();
    for (const { id, title, gridPos: { x, y, w, h } } of dashboard.panels) {
        if (x < 0 || w < 1 || x + w > 24) {
            mistakes.push(`panel ${id}, ${title}: outside the 24 columns`);
        }
        for (let column = x; column < x + w; column++) {
            for (let row = y; row < y + h; row++) {
                const other = cells.get(`${column},${row}`);
                if (other) {
                    mistakes.push(`panels ${other} and ${id} overlap`);
                    return;
                }
                cells.set(`${column},${row}`, id);
            }
        }
    }
}

function references() {
    const ids = dashboard.panels.map(panel => panel.id);
    if (new Set(ids).size !== ids.length) {
        mistakes.push(`ids of panels are not unique: ${ids}`);
    }
    const variables = dashboard.templating.list.map(variable => variable.name);
    const known = new Set([...variables, '__rate_interval', '__range', '__all']);
    for (const [, name] of JSON.stringify(dashboard).matchAll(/\$\{?([A-Za-z_]+)/g)) {
        if (!known.has(name)) {
            mistakes.push(`variable ${name} is not defined`);
        }
    }
    for (const used of dashboard.panels.flatMap(panel => [panel, ...panel.targets])) {
        if (used.datasource?.uid !== '${datasource}') {
            mistakes.push(`${used.title ?? used.expr}: its data source is not the variable`);
        }
    }
    for (const panel of dashboard.panels) {
        if (!modules[panel.type] || !panel.title || !panel.description) {
            mistakes.push(`panel ${panel.id}: no title, no description, or a type that is not known: ${panel.type}`);
        }
    }
    for (const field of ['uid', 'title', 'schemaVersion', 'time']) {
        if (!dashboard[field]) {
            mistakes.push(`no ${field}`);
        }
    }
}

compile();
grid();
references();
mistakes.forEach(mistake => console.error(mistake));
process.exit(mistakes.length ? 1 : 0);
