import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ApiObject } from '#common/api';
import { host } from './client.ts';
import { live } from './live.ts';

export type FieldView = ApiObject['fields'][number];
export type ActionView = ApiObject['actions'][number];

/** Changes within so many milliseconds are read together. */
const TOGETHER_MS = 300;

/** What the reader may know of the objects: the pages are made from it. */
export const useDefinitions = defineStore('definitions', () => {
  const objects = shallowRef<ReadonlyMap<string, ApiObject>>(new Map());
  const all = computed(() => [...objects.value.values()]);

  async function load(): Promise<void> {
    objects.value = new Map((await host().objects()).map((object) => [object.name, object]));
  }

  // A field that somebody adds is on open pages at once. Several changes in a row are read once.
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.on('customisation', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (objects.value.size > 0) void load().catch(() => {});
    }, TOGETHER_MS);
  });

  return {
    all,
    load,
    forget: (): void => {
      objects.value = new Map();
    },
    /** Undefined where the reader has nothing to do with it. */
    find: (name: string): ApiObject | undefined => objects.value.get(name),
  };
});
