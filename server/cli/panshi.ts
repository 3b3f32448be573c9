import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultDataFolder, programVersion } from '#server/host';
import { auditExport, auditVerify, type ExportOptions } from './audit-commands.ts';
import { backup, backupVerify, restore } from './backup-commands.ts';
import { doctor } from './doctor-command.ts';
import { init } from './init-command.ts';
import { pair } from './pair-command.ts';
import { serveCommand, type ServeOptions } from './serve-command.ts';
import { vaultStatus } from './vault-status-command.ts';

/**
 * Runs one command.
 * @param args as typed, without the program's name
 * @returns the exit status
 * @throws CommanderError for wrong usage, whatever the command throws otherwise
 */
export async function panshi(args: readonly string[]): Promise<number> {
  let status = 0;
  const done = async (work: number | Promise<number>) => {
    status = await work;
  };
  const program = new Command('panshi').description('磐石 Panshi').version(programVersion()).exitOverride();
  const data = () => new Option('--data <folder>', '数据文件夹 data folder').default(defaultDataFolder());
  const unlock = () => new Option('--unlock-file <file>', '含口令的文件 file with the passphrase (or PANSHI_UNLOCK)');

  program
    .command('init')
    .description('建立数据 make vault, store, company and officers')
    .addOption(data())
    .requiredOption('--answers <file>', '安装答案 answers, JSON')
    .action((options: { data: string; answers: string }) => done(init(options)));

  program
    .command('serve')
    .description('提供服务 run the host')
    .addOption(data())
    .addOption(unlock())
    .option('--host <host>', '地址 address', '127.0.0.1')
    .option('--port <port>', '端口 port', portNumber, 8443)
    .option('--allow-http-on-loopback', '本机明文 plain HTTP on loopback')
    .action((options: ServeOptions) => done(serveCommand(options)));

  program
    .command('pair')
    .description('配对码 the code that desktops type to trust this host')
    .addOption(data())
    .action((options: { data: string }) => done(pair(options)));

  const audit = program.command('audit').description('审计日志 the audit log');
  audit
    .command('export')
    .description('导出签名的审计包 the signed bundle')
    .addOption(data())
    .addOption(unlock())
    .requiredOption('--out <file>', '输出文件 zip to write')
    .option('--from <day>')
    .option('--to <day>')
    .option('--user <id>')
    .option('--object <object>')
    .action((options: ExportOptions) => done(auditExport(options)));
  audit
    .command('verify <file>')
    .description('离线校验 check a bundle offline')
    .option('--trust <head-or-ca...>', '已知的日志头或 CA known head (seq:hash), CA file or fingerprint')
    .action((file: string, options: { trust?: string[] }) => done(auditVerify(file, options.trust ?? [])));

  // Both `backup --out FILE` and `backup verify FILE`.
  program
    .command('backup')
    .description('备份 encrypted backup; "backup verify FILE" drills a restore')
    .argument('[verify]')
    .argument('[file]')
    .addOption(data())
    .addOption(unlock())
    .option('--out <file>', '备份文件 file to write')
    .action(
      (
        verb: string | undefined,
        file: string | undefined,
        options: { data: string; unlockFile?: string; out?: string },
        command: Command,
      ) => {
        if (verb === 'verify' && file !== undefined && options.out === undefined) return done(backupVerify(file, options));
        const { out } = options;
        if (verb !== undefined || out === undefined)
          return command.error('usage: backup --data DIR --out FILE | backup verify FILE', { exitCode: 2 });
        return done(backup({ ...options, out }));
      },
    );

  program
    .command('restore <file>')
    .description('恢复到空文件夹 restore into an empty folder (and the empty schema of PANSHI_STORE_URL)')
    .addOption(data())
    .addOption(unlock())
    .option('--store-schema <name>', 'PANSHI_STORE_URL 中的模式 schema of PANSHI_STORE_URL', 'public')
    .action((file: string, options: { data: string; unlockFile?: string; storeSchema: string }) => done(restore(file, options)));

  const vault = program.command('vault').description('密钥库 keys');
  vault
    .command('status')
    .description('解锁方式 unlockers')
    .addOption(data())
    .action((options: { data: string }) => done(vaultStatus(options)));

  program
    .command('doctor')
    .description('体检 check store, chain, ledgers, ciphers, certificates, disk')
    .addOption(data())
    .addOption(unlock())
    .action((options: { data: string; unlockFile?: string }) => done(doctor(options)));

  await program.parseAsync([...args], { from: 'user' });
  return status;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('0 to 65535');
  return port;
}
