import { initHost } from '#server/host';
import type { Terminal } from './terminal.ts';

/**
 * Sets a company up by asking at the terminal: name, passphrase, and what is shown only once.
 * @returns the passphrase
 */
export async function setUp(data: string, terminal: Terminal): Promise<string> {
  terminal.say('首次运行：建立公司与加密存储。First run: making the company and its encrypted store.');
  const name = await terminal.ask('公司名称 Company name: ');
  const passphrase = await newPassphrase(terminal);
  const made = await initHost({ data, answers: { company: { name }, passphrase, users: [] } });
  terminal.say('');
  terminal.say(`恢复密钥（仅此一次显示，请抄写保存）Recovery key, shown this once; write it down:\n  ${made.recoveryKey}`);
  terminal.say('口令和恢复密钥都丢失，数据即无法找回。Without passphrase and recovery key the data is lost.');
  terminal.say('管理员（首次登录须改密码）Officers, who change their passwords at the first sign-in:');
  for (const officer of made.officers) terminal.say(`  ${officer.username.padEnd(24)} ${officer.password}`);
  terminal.say('');
  return passphrase;
}

async function newPassphrase(terminal: Terminal): Promise<string> {
  for (;;) {
    const first = await terminal.askHidden('设定口令（至少 8 个字符）New passphrase, at least 8 characters: ');
    if (first.length < 8) {
      terminal.say('太短了。Too short.');
    } else if (first === (await terminal.askHidden('再输入一次 Once more: '))) {
      return first;
    } else {
      terminal.say('两次不一致。The two differ.');
    }
  }
}
