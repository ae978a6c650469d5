import type { Plugin } from 'esbuild';

/**
 * Bolt is one CommonJS graph, so nothing of it is shaken off: of 1.6 MB, Express, Socket Mode, OAuth and raw-body
 * make 1.4 MB that a worker fed by a queue never calls. They become empty modules; whoever wants one of these
 * transports must take its name out here. Bolt subclasses and spreads what it imports at load, hence a callable.
 */
const UNUSED = /^(express|@slack\/socket-mode|@slack\/oauth|raw-body)$/;

/** Resolves the transports of Bolt that no function uses to empty modules. */
export function boltStubs(): Plugin {
  return {
    name: 'bolt-stubs',
    setup(build) {
      build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'bolt-stub' }));
      build.onLoad({ filter: /.*/, namespace: 'bolt-stub' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}
