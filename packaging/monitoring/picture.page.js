// SPDX-License-Identifier: Apache-2.0
//
// Draws `data` of picture.mjs in a browser.
const COLUMN = 50;
const ROW = 27;
const COLORS = ['#3274d9', '#e0752d', '#299c46', '#a352cc', '#e02f44', '#c9a400', '#00a3a3', '#8f3b1b', '#6d6d6d', '#f287b6'];
const STATES = { pending: '#f2cc0c', firing: '#e02f44' };

function add(parent, tag, properties = {}) {
    const element = document.createElement(tag);
    Object.assign(element.style, properties.style);
    delete properties.style;
    parent.append(Object.assign(element, properties));
    return element;
}

function inUnit(value, unit) {
    if (value === null || Number.isNaN(value)) {
        return '';
    }
    const short = number => String(Number(number.toPrecision(2)));
    return unit === 'percentunit' ? `${short(value * 100)} %` : unit === 's' ? `${short(value * 1000)} ms`
        : unit === 'cps' ? `${short(value)}/s` : String(Number(value.toFixed(1)));
}

const since = time => time - data.seconds.start;
const elapsed = passed => `${Math.floor(passed / 60)}:${String(Math.round(passed % 60)).padStart(2, '0')}`;

function stat(element, panel) {
    const [, value] = panel.targets[0].series[0].values.at(-1);
    const step = (panel.fieldConfig.defaults.thresholds?.steps ?? []).filter(({ value: from }) => from === null || value >= from).at(-1);
    const color = { red: '#e02f44', green: '#299c46' }[step?.color] ?? '#3274d9';
    add(element, 'div', { className: 'stat', textContent: Math.round(value), style: { color } });
}

function table(element, panel) {
    const series = [...panel.targets[0].series].sort((one, other) => other.values[0][1] - one.values[0][1]);
    const labels = Object.keys(series[0].metric);
    const body = add(element, 'table');
    const row = (cells, tag) => {
        const line = add(body, 'tr');
        cells.forEach(cell => add(line, tag, { textContent: cell }));
    };
    row([...labels, 'dead'], 'th');
    series.forEach(({ metric, values }) => row([...labels.map(label => metric[label]), Math.round(values[0][1])], 'td'));
}

function marks(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = '#777';
    ctx.setLineDash([3, 3]);
    ctx.font = 'bold 11px "DejaVu Sans"';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    data.events.forEach(({ time }, number) => {
        const x = Math.round(plot.valToPos(since(time), 'x', true));
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        if (bbox.width < 400) {
            return;
        }
        ctx.fillStyle = '#555';
        ctx.fillRect(x - 6, bbox.top - 13, 12, 13);
        ctx.fillStyle = '#fff';
        ctx.fillText(number + 1, x, bbox.top - 12);
    });
    ctx.restore();
}

function timeseries(element, panel) {
    const lines = panel.targets.flatMap(({ unit, right, series }) => series.map(found => ({ ...found, unit, right })));
    const times = [];
    for (let time = 0; time <= since(data.seconds.end); time++) {
        times.push(time);
    }
    const rows = lines.map(({ values }) => {
        const byTime = new Map(values);
        return times.map(time => byTime.get(data.seconds.start + time)).map(value => (Number.isFinite(value) ? value : null));
    });
    const { drawStyle, stacking } = panel.fieldConfig.defaults.custom ?? {};
    if (stacking?.mode === 'normal') {
        const totals = times.map(() => 0);
        for (const row of [...rows].reverse()) {
            row.forEach((value, time) => { row[time] = value === null ? null : (totals[time] += value); });
        }
    }
    const legend = lines.map(({ name }, i) => [name, COLORS[i % COLORS.length]]);
    const bars = drawStyle === 'bars';
    const axis = (scale, unit, side) => ({
        scale, side, size: 48, font: '11px "DejaVu Sans"', grid: { show: side === 3, stroke: '#eee', width: 1 }, ticks: { show: false },
        values: (_, values) => values.map(value => inUnit(value, unit)), space: 24,
    });
    const axes = [
        { font: '11px "DejaVu Sans"', grid: { stroke: '#eee', width: 1 }, ticks: { show: false }, size: 22,
            values: (_, values) => values.map(value => elapsed(value)), incrs: [30, 60], space: 40 },
        axis('y', lines.find(({ right }) => !right).unit, 3),
    ];
    if (lines.some(({ right }) => right)) {
        axes.push(axis('right', lines.find(({ right }) => right).unit, 1));
    }
    const from0 = (_, min, max) => [0, max > 0 ? max * 1.08 : 1];
    const holder = add(element, 'div');
    const width = panel.gridPos.w * COLUMN - 16;
    const rowsOfLegend = Math.ceil(legend.reduce((sum, [name]) => sum + name.length * 6.7 + 24, 0) / width);
    new uPlot({
        width, height: panel.gridPos.h * ROW - 30 - 14 * rowsOfLegend, legend: { show: false }, cursor: { show: false }, padding: [16, 8, 0, 0],
        scales: { x: { time: false, range: [0, since(data.seconds.end)] }, y: { range: from0 }, right: { range: from0 } },
        axes,
        series: [{}, ...lines.map(({ right }, i) => ({
            scale: right ? 'right' : 'y', stroke: COLORS[i % COLORS.length], width: bars ? 0 : 1.5, points: { show: false }, spanGaps: false,
            ...(bars && { fill: COLORS[i % COLORS.length], paths: uPlot.paths.bars({ size: [1, 100] }) }),
        }))],
        hooks: { draw: [marks] },
    }, [times, ...rows], holder);
    const names = add(element, 'div', { className: 'legend' });
    legend.forEach(([name, background]) => {
        const entry = add(names, 'span');
        add(entry, 'i', { style: { background } });
        entry.append(name);
    });
}

function states(element) {
    add(element, 'b', { textContent: 'Alerts, as Prometheus evaluated them: ' });
    Object.entries(STATES).forEach(([state, background]) => {
        add(element, 'i', { style: { background, marginLeft: '10px' } });
        element.append(state);
    });
    const left = 420;
    const scale = (1170 - left) / since(data.seconds.end);
    data.events.forEach(({ time }, number) => add(element, 'span', {
        className: 'mark', textContent: number + 1, style: { position: 'absolute', top: '4px', left: `${left + since(time) * scale - 2}px` },
    }));
    [...new Set(data.alerts.map(({ name }) => name))].sort().forEach(name => {
        const row = add(element, 'div', { className: 'row', textContent: name });
        for (const alert of data.alerts.filter(each => each.name === name)) {
            alert.times.forEach(time => add(row, 'div', { style: {
                left: `${left + since(time) * scale}px`, width: `${scale + 0.6}px`, background: STATES[alert.state],
            } }));
        }
        data.events.forEach(({ time }) => add(row, 'div', { style: {
            left: `${left + since(time) * scale}px`, width: '1px', top: 0, height: '17px', background: '#777',
        } }));
    });
}

const kinds = { stat, table, timeseries };
add(document.body, 'h1', { textContent: 'A storm of deaths in packaging/monitoring/test' });
add(document.body, 'p', { textContent: 'The panels of config/monitoring/dashboard.json with the answers of Prometheus to their queries, '
    + 'one scrape a second. Drawn by packaging/monitoring/picture.page.js: this is not Grafana.' });
const list = add(document.body, 'ol');
data.events.forEach(({ time, text }, number) => {
    const item = add(list, 'li');
    add(item, 'b', { textContent: number + 1 });
    item.append(`${elapsed(since(time))}  ${text}`);
});
const grid = add(document.body, 'div', { className: 'grid' });
grid.style.height = `${Math.max(...data.panels.map(({ gridPos: { y, h } }) => y + h)) * ROW}px`;
for (const panel of data.panels) {
    const { x, y, w, h } = panel.gridPos;
    const element = add(grid, 'div', { className: 'panel', style: {
        left: `${x * COLUMN}px`, top: `${y * ROW}px`, width: `${w * COLUMN - 4}px`, height: `${h * ROW - 4}px`,
    } });
    add(element, 'b', { textContent: panel.title });
    kinds[panel.type](element, panel);
}
states(add(document.body, 'div', { className: 'states' }));
