// SPDX-License-Identifier: Apache-2.0
//
// Writes a page that shows a dashboard's panels, and below them the alerts, with what Prometheus answers to their queries:
//
//   node picture.mjs API FOLDER DASHBOARD PACKAGES > page.html
//
// Grid, titles, queries, legends, units and thresholds are the dashboard's. The drawing is this page's, not Grafana's.
import fs from 'node:fs';
import path from 'node:path';
import { Dashboard, Prometheus } from './grafana.mjs';

const [api, folder, dashboardFile, packages] = process.argv.slice(2);
const read = name => fs.readFileSync(path.join(folder, name), 'utf8');
const library = name => fs.readFileSync(path.join(packages, 'node_modules', 'uplot', 'dist', name), 'utf8');
const seconds = { start: Number(read('began')), end: Number(read('ended')), scrape: 1, step: 1 };
const prometheus = new Prometheus(api);
const dashboard = new Dashboard(prometheus, dashboardFile, seconds);
await dashboard.chooseAll();

const panels = [];
for (const panel of dashboard.json.panels) {
    const targets = [];
    for (const target of panel.targets) {
        const override = panel.fieldConfig.overrides.find(({ matcher }) => matcher.options === target.refId);
        const unit = override?.properties.find(({ id }) => id === 'unit')?.value ?? panel.fieldConfig.defaults.unit;
        targets.push({ unit, right: Boolean(override), series: await dashboard.series(panel, target) });
    }
    panels.push({ ...panel, targets });
}
const alerts = (await prometheus.matrix('ALERTS', seconds.start, seconds.end, 1)).map(({ metric, values }) => ({
    name: [metric.alertname, metric.rule, metric.cause].filter(word => word).join(' '),
    state: metric.alertstate,
    times: values.map(([time]) => time),
}));
const events = read('events').trim().split('\n').map(line => ({ time: Number(line.split(' ')[0]), text: line.replace(/^\S+ /, '') }));
const data = { seconds, panels, alerts, events, title: dashboard.json.title };

console.log(`<!DOCTYPE html>
<meta charset="utf-8">
<style>${library('uPlot.min.css')}${fs.readFileSync(new URL('picture.css', import.meta.url), 'utf8')}</style>
<body></body>
<script>${library('uPlot.iife.min.js')}</script>
<script>const data = ${JSON.stringify(data)};
${fs.readFileSync(new URL('picture.page.js', import.meta.url), 'utf8')}</script>`);
