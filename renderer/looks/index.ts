import 'element-plus/dist/index.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import '@fontsource-variable/noto-sans-sc/index.css';
import './tokens.css';
import './base.css';
import './state.css';

export { choose, followOwnLooks } from './own-looks.ts';
export { useLooks, type Density, type Theme } from './looks.ts';
