import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { config } from 'zod';
import App from './app/App.vue';
import { i18n } from './language/language.ts';
import './looks/index.ts';

// Checks that are compiled to functions would need `unsafe-eval`.
config({ jitless: true });

createApp(App).use(createPinia()).use(i18n).mount('#app');
