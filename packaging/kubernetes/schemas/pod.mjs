// SPDX-License-Identifier: Apache-2.0
// Works out of rendered YAML what a kubelet would start, for packaging/kubernetes/test:
//
//   node pod.mjs PACKAGES FILE.yaml env WORKLOAD CONTAINER [CONFIGMAPS.yaml]   the container's environment, NAME=VALUE
//   node pod.mjs PACKAGES FILE.yaml runc WORKLOAD CONFIG.json VOLUME           the init container's settings for runc
//   node pod.mjs PACKAGES FILE.yaml data CONFIGMAP KEY                         a value of a ConfigMap
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, file, question, name, ...rest] = process.argv.slice(2);
const yaml = createRequire(path.join(packages, 'package.json'))('js-yaml');
const read = path => yaml.loadAll(fs.readFileSync(path, 'utf8')).filter(object => object);
const object = read(file).find(candidate => candidate.metadata.name === name);
if (!object) {
    throw new Error(`no ${name} in ${file}`);
}

// As the kubelet: envFrom in its order, a later one wins; env wins over envFrom.
function environment(container, configMaps) {
    const variables = new Map();
    const keys = reference => {
        const found = configMaps.find(candidate => candidate.metadata.name === reference.name);
        if (!found && !reference.optional) {
            throw new Error(`no ConfigMap ${reference.name}`);
        }
        return found?.data ?? {};
    };
    for (const { prefix = '', configMapRef } of container.envFrom ?? []) {
        Object.entries(keys(configMapRef)).forEach(([key, value]) => variables.set(prefix + key, value));
    }
    for (const { name, value, valueFrom } of container.env) {
        const reference = valueFrom?.configMapKeyRef;
        const given = reference ? keys(reference)[reference.key] : value;
        if (given === undefined && !reference?.optional) {
            throw new Error(`${name}: no key ${reference?.key} in ConfigMap ${reference?.name}`);
        }
        if (given !== undefined) {
            variables.set(name, given);
        }
    }
    return [...variables].map(([name, value]) => `${name}=${value}`);
}

function runc(pod, configFile, volume) {
    const container = pod.initContainers.find(candidate => candidate.name === 'keepalive-agent');
    const context = container.securityContext;
    const config = JSON.parse(fs.readFileSync(configFile, 'utf8'));
    config.process.terminal = false;
    config.process.args = [config.process.args[0], ...container.args];
    config.process.user = { uid: context.runAsUser, gid: context.runAsUser };
    config.process.noNewPrivileges = !context.allowPrivilegeEscalation;
    if (context.capabilities.drop.includes('ALL')) {
        config.process.capabilities = {};
    }
    config.root.readonly = context.readOnlyRootFilesystem;
    for (const mount of container.volumeMounts) {
        config.mounts.push({ destination: mount.mountPath, type: 'bind', source: volume, options: ['bind', 'rw'] });
    }
    delete config.linux.resources;
    fs.writeFileSync(configFile, JSON.stringify(config));
}

const spec = (object.spec?.jobTemplate ?? object).spec?.template?.spec;

if (question === 'env') {
    const container = spec.containers.find(candidate => candidate.name === rest[0]);
    console.log(environment(container, rest[1] ? read(rest[1]) : []).join('\n'));
} else if (question === 'runc') {
    runc(spec, rest[0], rest[1]);
} else {
    process.stdout.write(object.data[rest[0]]);
}
