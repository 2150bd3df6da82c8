// SPDX-License-Identifier: Apache-2.0
//
// What Grafana does with a dashboard's queries before Prometheus sees them, and Prometheus' API.
import fs from 'node:fs';

export class Prometheus {
    #api;

    constructor(api) {
        this.#api = api;
    }

    /** The vector of an instant query: [{metric, value}]. */
    async vector(query, time) {
        const { result } = await this.#get('query', { query, ...(time && { time }) });
        return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    }

    /** The matrix of a range query: [{metric, values: [[time, value]]}]. */
    async matrix(query, start, end, step) {
        const { result } = await this.#get('query_range', { query, start, end, step });
        return result.map(({ metric, values }) =>
            ({ metric, values: values.map(([time, value]) => [time, Number(value)]) }));
    }

    async labelValues(label, selector, start, end) {
        return this.#get(`label/${label}/values`, { 'match[]': selector, start, end });
    }

    async #get(path, parameters) {
        const response = await fetch(`${this.#api}/api/v1/${path}?${new URLSearchParams(parameters)}`);
        const answer = await response.json();
        if (answer.status !== 'success') {
            throw new Error(`${parameters.query}: ${answer.error}`);
        }
        return answer.data;
    }
}

export class Dashboard {
    #prometheus;
    #seconds;
    #values = {};

    /** @param seconds {start, end, scrape, step}: the time range, the interval of scrapes and the distance of two points */
    constructor(prometheus, file, seconds) {
        this.#prometheus = prometheus;
        this.#seconds = seconds;
        this.json = JSON.parse(fs.readFileSync(file, 'utf8'));
    }

    /** Chooses "All" of each variable: all values that its query gives. */
    async chooseAll() {
        for (const { name, query, type } of this.json.templating.list) {
            if (type === 'query') {
                const [, selector, label] = query.query.match(/^label_values\((.*), *([a-z_]+)\)$/);
                const { start, end } = this.#seconds;
                this.#values[name] = await this.#prometheus.labelValues(label, this.expand(selector), start, end);
            }
        }
        return this.#values;
    }

    choose(name, values) {
        this.#values[name] = values;
    }

    expand(query) {
        const { start, end, scrape, step } = this.#seconds;
        const builtIn = {
            __range: `${Math.round(end - start)}s`,
            __rate_interval: `${Math.max(step + scrape, 4 * scrape)}s`,
        };
        return query.replace(/\$(\w+)/g, (_, name) => {
            if (builtIn[name]) {
                return builtIn[name];
            }
            const values = this.#values[name].map(Dashboard.#escaped);
            return values.length === 1 ? values[0] : `(${values.join('|')})`;
        });
    }

    /** For a regular expression inside of a string. */
    static #escaped(value) {
        return value.replace(/\\/g, '\\\\\\\\').replace(/[$^*{}[\]'+?.()|]/g, '\\\\$&');
    }

    /** The series of a panel's target: [{name, metric, values}]; of an instant query with one value each. */
    async series(panel, target) {
        const { start, end, step } = this.#seconds;
        const query = this.expand(target.expr);
        const found = target.instant
            ? (await this.#prometheus.vector(query, end)).map(({ metric, value }) => ({ metric, values: [[end, value]] }))
            : await this.#prometheus.matrix(query, start, end, step);
        return found.map(({ metric, values }) => ({
            name: target.legendFormat.replace(/\{\{\s*(\w+)\s*}}/g, (_, label) => metric[label] ?? ''), metric, values,
        }));
    }
}
