import { resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { defineConfig, type Plugin } from 'vite';
import { labelSyllablesPlugin } from './label-syllables.ts';

const house = resolve(import.meta.dirname, '..', '..');
const root = resolve(house, 'renderer');

export default defineConfig({
  root,
  base: '/',
  plugins: [
    vue(),
    // Element Plus's components are taken one by one, so that the first page carries only what it shows. Their styles come from looks/.
    components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: false })] }),
    labelSyllablesPlugin(),
    compressed(),
  ],
  resolve: {
    // Vite reads the dot of `#common/*.ts` in package.json's imports as any character, and so takes `#common/objects` for a file `obje.ts`.
    alias: [{ find: /^#(common|renderer)\/([^.]+)$/, replacement: `${house}/$1/$2/index.ts` }],
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
    // Messages are interpreted: a compiler that makes functions from texts would need `unsafe-eval`.
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: resolve(house, 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Nothing is inlined as data: fonts and pictures come from the host, as the content policy says.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});

/** Lays a compressed copy beside every text file: the host sends that one and never compresses while people wait. */
function compressed(): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    // After all others: Vite itself still writes into the scripts when the bundle is generated.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (!/\.(js|css|html|svg|json)$/.test(name)) continue;
          const source = file.type === 'chunk' ? file.code : file.source;
          const bytes = typeof source === 'string' ? Buffer.from(source, 'utf8') : Buffer.from(source);
          if (bytes.length < 1024) continue;
          this.emitFile({ type: 'asset', fileName: `${name}.br`, source: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) });
          this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(bytes, { level: 9 }) });
        }
      },
    },
  };
}
