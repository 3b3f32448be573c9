import { createPinia } from 'pinia';
import { ElConfigProvider } from 'element-plus';
import { createApp, h } from 'vue';

/* A page that shows nothing, of what the workbench's pages are made of: what a list is measured against. */
createApp({ render: () => h(ElConfigProvider, {}, { default: () => h('main', { 'data-ready': '' }) }) }).use(createPinia()).mount('#app');
