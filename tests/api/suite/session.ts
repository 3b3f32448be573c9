import { describe, expect, it } from 'vitest';
import type { Company } from '../testing/company.ts';
import { PASSWORD, usernameOf } from '../testing/people.ts';
import { refusal, refusals } from '../testing/refusal.ts';

export function sessions(company: () => Company): void {
  describe('sessions', () => {
    it('signs in with name and password, tells who it is, and signs out for good', async () => {
      const { client, token, id } = await company().signIn('clerk');
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(await client.me()).toMatchObject({ id, username: 'clerk', roles: ['sales-clerk'], currency: 'CNY', mustChangePassword: false });
      await client.signOut();
      const late = await refusal(company().stranger({ token }).me());
      expect(late).toMatchObject({ status: 401, code: 'unauthenticated' });
    });

    it('gives one answer for a wrong password and for a name that nobody has', async () => {
      const wrong = await refusal(
        company()
          .stranger()
          .signIn({ username: usernameOf('boss'), password: 'not-this-One-9' }),
      );
      const nobody = await refusal(company().stranger().signIn({ username: 'nobody.at.all', password: PASSWORD }));
      expect(wrong).toMatchObject({ status: 401, code: 'unauthenticated' });
      expect([nobody.status, nobody.code, nobody.message]).toEqual([wrong.status, wrong.code, wrong.message]);
    });

    it('tells at the door whether somebody is signed in, and what a new password must be; no more than that', async () => {
      const { client, token } = await company().signIn('clerk');
      const look = (headers: Readonly<Record<string, string>>) =>
        company().stranger().send('GET', '/lobby', { headers }).then((response) => response.json() as Promise<unknown>);
      const seen = { state: 'open', version: expect.any(String), passwordRules: { shortest: 10, classes: 3, remembers: 5 } };
      expect(await look({})).toEqual({ ...seen, signedIn: false });
      expect(await look({ cookie: `__Host-panshi=${token}` })).toEqual({ ...seen, signedIn: true });
      expect(await look({ authorization: `Bearer ${token}` })).toEqual({ ...seen, signedIn: true });
      for (const forged of ['x'.repeat(43), '', '"', 'x'.repeat(4000)]) {
        expect(await look({ cookie: `__Host-panshi=${forged}` })).toEqual({ ...seen, signedIn: false });
        expect(await look({ authorization: `Bearer ${forged}` })).toEqual({ ...seen, signedIn: false });
      }
      await client.signOut();
      expect(await look({ cookie: `__Host-panshi=${token}` })).toEqual({ ...seen, signedIn: false });
    });

    it('takes the cookie in place of the token, but for changes only from its own pages', async () => {
      const { door, goods } = company();
      const signedIn = await company()
        .stranger()
        .send('POST', '/session', {
          body: JSON.stringify({ username: 'clerk', password: PASSWORD }),
          headers: { 'content-type': 'application/json' },
        });
      const set = signedIn.headers.get('set-cookie') ?? '';
      await signedIn.arrayBuffer();
      expect(set).toMatch(/^__Host-panshi=[\w-]{43}; /);
      for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']) expect(set).toContain(attribute);
      expect(set).not.toContain('Domain');
      const cookie = set.slice(0, set.indexOf(';'));
      const ask = async (method: string, path: string, headers: Readonly<Record<string, string>>, body?: object): Promise<number> => {
        const response = await company()
          .stranger()
          .send(method, path, {
            headers: { cookie, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
        await response.arrayBuffer();
        return response.status;
      };
      expect(await ask('GET', '/session', {})).toBe(200);
      const change = { name: '李经理', customer: goods.mine };
      expect(await ask('POST', '/records/contact', { origin: 'https://evil.example' }, change)).toBe(403);
      expect(await ask('POST', '/records/contact', { 'sec-fetch-site': 'cross-site' }, change)).toBe(403);
      expect(await ask('POST', '/records/contact', { origin: 'null' }, change)).toBe(403);
      expect(await ask('POST', '/records/contact', {}, change)).toBe(403);
      expect(await ask('POST', '/records/contact', { origin: door.baseUrl }, change)).toBe(201);
      expect(await ask('POST', '/records/contact', { 'sec-fetch-site': 'same-origin' }, change)).toBe(201);
      expect(await ask('DELETE', '/session', { 'sec-fetch-site': 'same-origin' })).toBe(204);
      expect(await ask('GET', '/session', {})).toBe(401);
    });

    it('answers nobody else', async () => {
      const stranger = company().stranger();
      const refused = await refusals(
        stranger.objects(),
        stranger.list('customer'),
        stranger.report('trial-balance'),
        stranger.audit(),
        stranger.query({ object: 'customer', select: ['count()'] }),
      );
      for (const one of refused) expect(one).toMatchObject({ status: 401, code: 'unauthenticated' });
      const forged = company().stranger({ token: 'x'.repeat(43) });
      expect(await refusal(forged.me())).toMatchObject({ status: 401 });
    });

    it('speaks the language asked for, Chinese unless told', async () => {
      const { token } = await company().signIn('clerk');
      const say = async (language?: string): Promise<string> => {
        const headers = { authorization: `Bearer ${token}`, ...(language === undefined ? {} : { 'accept-language': language }) };
        const response = await company().door.fetch(
          new Request(`${company().door.baseUrl}/api/v1/records/customer/${company().goods.theirs}`, { headers }),
        );
        return ((await response.json()) as { error: { message: string } }).error.message;
      };
      expect(await say()).toBe('没有找到这条客户。');
      expect(await say('zh-CN,zh;q=0.9,en;q=0.8')).toBe('没有找到这条客户。');
      expect(await say('en-GB')).toBe('This customer was not found.');
      expect(await say('de, en;q=0.7')).toBe('This customer was not found.');
    });

    it('changes the own password, which ends the other sessions', async () => {
      const one = await company().signIn('newcomer');
      const other = await company().signIn('newcomer');
      const next = 'Willow-Harbour-2290';
      expect(await refusal(one.client.changePassword('wrong', next))).toMatchObject({ status: 422, code: 'invalid' });
      expect(await refusal(one.client.changePassword(PASSWORD, 'short'))).toMatchObject({ status: 422, code: 'invalid' });
      await one.client.changePassword(PASSWORD, next);
      expect(await one.client.me()).toMatchObject({ username: 'newcomer' });
      expect(await refusal(other.client.me())).toMatchObject({ status: 401 });
      expect(await refusal(company().stranger().signIn({ username: 'newcomer', password: PASSWORD }))).toMatchObject({ status: 401 });
    });
  });
}
