// SPDX-License-Identifier: Apache-2.0
//
// Compares what Prometheus says about the storm of packaging/monitoring/test with the agent's log and with what was done:
//
//   node storm.mjs API value QUERY                prints a number
//   node storm.mjs API check FOLDER DASHBOARD     exit status 1 and a line for each difference
import fs from 'node:fs';
import path from 'node:path';
import { Dashboard, Prometheus } from './grafana.mjs';

const [api, action, ...rest] = process.argv.slice(2);
const prometheus = new Prometheus(api);
if (action === 'value') {
    console.log((await prometheus.vector(rest[0]))[0]?.value ?? 0);
    process.exit();
}

const [folder, dashboardFile] = rest;
const read = name => fs.readFileSync(path.join(folder, name), 'utf8');
const seconds = { start: Number(read('began')), end: Number(read('ended')), scrape: 1, step: 1 };
const dashboard = new Dashboard(prometheus, dashboardFile, seconds);
let comparisons = 0;
let differences = 0;

function expect(what, found, expected, tolerance = 0) {
    comparisons++;
    if (typeof expected === 'function' ? !expected(found) : !(Math.abs(found - expected) <= tolerance)) {
        differences++;
        console.error(`${what}: ${JSON.stringify(found)} instead of ${expected}`);
    }
}

/** How often each key occurs: {key: number}. */
function counts(items, key) {
    const result = {};
    items.forEach(item => { result[key(item)] = (result[key(item)] ?? 0) + (item.value ?? 1); });
    return result;
}

const log = read('service.log').split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line));
const logged = name => log.filter(({ event, time }) => event === name && Date.parse(time) / 1000 < seconds.end);
const kind = ({ direction, rule, cause }) => `${direction} ${rule} ${cause}`;
const sorted = object => JSON.stringify(Object.entries(object).sort());
/** A condition with the text of what it expects. */
const same = expected => Object.assign(found => sorted(found) === sorted(expected), { toString: () => sorted(expected) });
const listed = expected => Object.assign(found => found.join() === expected.join(), { toString: () => JSON.stringify(expected) });
const nonZero = vector => vector.filter(({ value }) => value > 0);

// ------------------------------------------------------------------------------------------------------------ the counters

const deaths = counts(logged('peer.dead'), kind);
const counters = nonZero(await prometheus.vector('keepalive_peers_dead_total', seconds.end));
expect('deaths counted, as in the log', counts(counters, ({ metric, value }) => kind(metric)), same(deaths));

const of = (rule, ...causes) => Object.entries(deaths)
    .filter(([key]) => key.split(' ')[1] === rule && causes.includes(key.split(' ')[2]))
    .reduce((sum, [, number]) => sum + number, 0);
const all = rule => of(rule, ...new Set(Object.keys(deaths).map(key => key.split(' ')[2])));
const dead = Object.values(deaths).reduce((sum, number) => sum + number, 0);
expect('deaths of database: one for each connection', of('database', 'keepalive_timeout', 'retransmission_timeout'), 200);
expect('of these while data was in flight', of('database', 'retransmission_timeout'), number => number > 20);
expect('of these on idle connections', of('database', 'keepalive_timeout'), number => number > 5);
expect('deaths of clients', of('clients', 'keepalive_timeout', 'retransmission_timeout'), 120);
expect('deaths of gateway', of('gateway', 'reset'), 90);
expect('deaths of branch', of('branch', 'local_network', 'keepalive_timeout'), 20);
expect('of these for the network of the service itself', of('branch', 'local_network'), number => number > 0);
for (const rule of ['cache', 'archive', 'reports', 'default']) {
    expect(`deaths of ${rule}`, all(rule), 0);
}

// ------------------------------------------------------------------------------------------------------------- the alerts

const states = await prometheus.matrix('ALERTS', seconds.start, seconds.end, 1);
const alerts = state => [...new Set(states.filter(({ metric }) => metric.alertstate === state)
    .map(({ metric }) => [metric.alertname, metric.rule, metric.cause].filter(word => word).join(' ')))].sort();
const firing = [
    ...Object.keys(deaths).map(key => key.split(' ')).filter(([, , cause]) => !['reset', 'local_network'].includes(cause))
        .map(([, rule, cause]) => `KeepalivePeersDead ${rule} ${cause}`),
    'KeepaliveConfigRejected', 'KeepaliveLocalNetworkLost', 'KeepalivePeersStalled', 'KeepalivePeersSuspect',
].sort();
expect('alerts that fired', alerts('firing'), listed(firing));
expect('alert that would fire after ten minutes', alerts('pending'),
    found => found.includes('KeepalivePeersReset gateway'));

// ---------------------------------------------------------------------------------------------------------- the dashboard

const last = series => series.values.at(-1)[1];
const most = series => Math.max(...series.values.map(([, value]) => value));
const least = series => Math.min(...series.values.map(([, value]) => value));
const named = (found, name) => found.find(series => series.name === name) ?? { values: [[0, NaN]] };
const near = number => Math.max(1, number * 0.05);

/** What each panel's targets must show, by title. */
const panels = {
    'Instances with the agent': [all => expect('instances', last(all[0]), 1)],
    'Open connections': [all => {
        expect('open at first', all[0].values[0][1], 481);
        expect('open at least, the database and the clients lost', least(all[0]), number => number < 300);
    }],
    'Dead peers, last hour': [all => expect('dead', last(all[0]), dead - of('gateway', 'reset'), near(dead))],
    'Suspect peers': [all => {
        expect('suspect most', most(all[0]), number => number > 60);
        expect('suspect at the end', last(all[0]), 6);
    }],
    'Stalled peers': [all => expect('stalled at the end', last(all[0]), 5)],
    'Agent errors, last hour': [all => expect('errors', last(all[0]), logged('agent.error').length)],
    'Connections by rule': [all => {
        for (const [name, first, lowest, end] of [['inbound clients', 120, 0, 0], ['outbound branch', 20, 0, 0],
            ['outbound database', 200, 0, 200], ['outbound gateway', 90, 0, 90], ['outbound cache', 40, 40, 40]]) {
            expect(`${name} at first`, named(all, name).values[0][1], first);
            expect(`${name}, least`, least(named(all, name)), lowest);
            expect(`${name} at the end`, last(named(all, name)), end);
        }
    }],
    'Deaths a second, by rule and cause': [all => {
        expect('kinds of deaths', Object.fromEntries(all.map(({ name }) => [name, 1])),
            same(Object.fromEntries(Object.keys(deaths).map(key => [key, 1]))));
        for (const { name, values } of all) {
            // A window of four scrapes is extrapolated, and not in the same way by all versions of Prometheus.
            expect(`dead: ${name}`, values.reduce((sum, [, value]) => sum + value, 0), deaths[name], deaths[name] * 0.25);
        }
    }],
    'Suspect and stalled peers by instance': [
        all => expect('suspect', last(named(all, '127.0.0.1:9464 suspect')), 6),
        all => expect('stalled', last(named(all, '127.0.0.1:9464 stalled')), 5),
    ],
    'Dead peers in this time range': [all => {
        expect('rows', all.length, Object.keys(deaths).length);
        for (const { metric, values } of all) {
            expect(`dead: ${metric.instance} ${kind(metric)}`, values[0][1], deaths[kind(metric)], near(deaths[kind(metric)]));
        }
    }],
    'Connections opened': [all => expect('opened a second, most', most(named(all, 'outbound intercepted')), number => number > 5)],
    'Options changed by the application': [all =>
        expect('changes', all.reduce((sum, series) => sum + series.values.reduce((n, [, value]) => n + value, 0), 0), n => n > 1)],
    'Configuration reloads': [all => {
        expect('rejected', most(named(all, 'rejected')), number => number >= 1);
        expect('reloaded', most(named(all, 'reloaded')), number => number >= 1);
    }],
    'Cost of the watcher': [
        all => expect('share of a core', all[0].values.reduce((sum, [, value]) => sum + value, 0) / all[0].values.length,
            share => share > 0 && share < 0.05),
        all => expect('a round', all[0].values.find(([, value]) => value > 0)?.[1], time => time > 0 && time < 0.5),
    ],
};

expect('values of the variables', await dashboard.chooseAll(), same({ job: ['orders'], instance: ['127.0.0.1:9464'] }));
expect('panels', dashboard.json.panels.map(({ title }) => title).sort(),
    listed(Object.keys(panels).sort()));
for (const panel of dashboard.json.panels) {
    for (const [number, target] of panel.targets.entries()) {
        const found = await dashboard.series(panel, target);
        if (found.length === 0) {
            expect(`${panel.title}, ${target.expr}`, 'no data', () => false);
        } else {
            panels[panel.title][number](found);
        }
    }
}
for (const variable of ['job', 'instance']) {
    await dashboard.chooseAll();
    dashboard.choose(variable, ['another']);
    for (const panel of dashboard.json.panels) {
        for (const target of panel.targets) {
            const found = await dashboard.series(panel, target);
            expect(`series of another ${variable} in ${panel.title}`, found.length, 0);
        }
    }
}
console.log(`${comparisons} comparisons, ${differences} differences`);
process.exit(differences ? 1 : 0);
