import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ApiObject } from '#common/api';
import { host } from './client.ts';

export type FieldView = ApiObject['fields'][number];
export type ActionView = ApiObject['actions'][number];

/** What the reader may know of the objects: the pages are made from it. */
export const useDefinitions = defineStore('definitions', () => {
  const objects = shallowRef<ReadonlyMap<string, ApiObject>>(new Map());
  const all = computed(() => [...objects.value.values()]);

  async function load(): Promise<void> {
    objects.value = new Map((await host().objects()).map((object) => [object.name, object]));
  }

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
