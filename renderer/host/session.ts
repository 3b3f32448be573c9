import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { ApiError, type ApiUser, type Lobby } from '#common/api';
import { useCatalogue } from './catalogue.ts';
import { company, host, onExpired } from './client.ts';
import { useDefinitions } from './definitions.ts';
import { followDefinitions } from './follow-definitions.ts';
import { runAfterLeaving, runBeforeLeaving } from './leaving.ts';
import { live } from './live.ts';
import { usePreferences } from './preferences.ts';

/**
 * `starting` before the host has answered · `lobby` set-up or unlocking comes first · `out` signed out · `changing` a new password is due ·
 * `locked` signed out by the lock, the tabs wait for the same person · `in` at work.
 */
export type Stage = 'starting' | 'lobby' | 'out' | 'changing' | 'locked' | 'in';

export const useSession = defineStore('session', () => {
  const stage = ref<Stage>('starting');
  const lobby = ref<Lobby>();
  const user = ref<ApiUser>();
  const definitions = useDefinitions();
  const catalogue = useCatalogue();
  const preferences = usePreferences();
  followDefinitions();
  const isOfficer = computed(() => user.value?.roles.some((role) => /^(system|security|audit)-administrator$/.test(role)) ?? false);
  /** The company worked in. */
  const companyId = computed(() => company.value ?? user.value?.company ?? undefined);

  /** Looks what there is to do first: setup, unlocking, signing in, or nothing. */
  async function begin(): Promise<void> {
    const seen = await host().lobby.look();
    lobby.value = seen;
    if (seen.state !== 'open') {
      stage.value = 'lobby';
      return;
    }
    if (!seen.signedIn) {
      stage.value = 'out';
      return;
    }
    try {
      await enter(await host().me());
    } catch (error) {
      // It may have ended between the two questions.
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      stage.value = 'out';
    }
  }

  async function enter(who: ApiUser): Promise<void> {
    user.value = who;
    if (company.value !== undefined && !who.companies.includes(company.value)) company.value = undefined;
    if (who.mustChangePassword) {
      stage.value = 'changing';
      return;
    }
    await Promise.all([definitions.load(), catalogue.load(), preferences.load()]);
    live.begin();
    stage.value = 'in';
  }

  async function signIn(username: string, password: string, code?: string): Promise<void> {
    const answer = await host().signIn({ username, password, ...(code ? { code } : {}) });
    // The cookie stands for the session from here on: nothing in the page holds the token.
    await enter(answer.user);
  }

  async function changePassword(present: string, next: string): Promise<void> {
    await host().changePassword(present, next);
    await enter(await host().me());
  }

  /** Goes on in another company that the person works in. */
  async function changeCompany(id: string): Promise<void> {
    const before = company.value;
    await runBeforeLeaving();
    leave('starting');
    company.value = id;
    try {
      // Who somebody is there is another question: roles belong to a company.
      await enter(await host().me());
    } catch (error) {
      company.value = before;
      await enter(await host().me());
      throw error;
    }
  }

  function leave(next: Stage): void {
    live.end();
    stage.value = next;
    runAfterLeaving();
    definitions.forget();
    if (next !== 'locked') user.value = undefined;
    if (next === 'out') company.value = undefined;
  }

  /** Ends the session on the host too: a locked page holds nothing that could be shown. */
  async function lock(): Promise<void> {
    await go('locked');
  }

  async function signOut(): Promise<void> {
    await go('out');
  }

  /** From the lock screen: somebody else, who finds nothing of the one before. */
  function leaveToOthers(): void {
    leave('out');
  }

  async function go(next: 'locked' | 'out'): Promise<void> {
    const was = stage.value;
    if (was === 'in') await runBeforeLeaving();
    if (stage.value !== was) return;
    leave(next);
    await host().signOut().catch(() => {});
  }

  onExpired.run = () => {
    if (stage.value === 'in') leave('locked');
  };

  return { stage, lobby, user, companyId, isOfficer, begin, enter, signIn, changePassword, changeCompany, lock, signOut, leaveToOthers };
});
