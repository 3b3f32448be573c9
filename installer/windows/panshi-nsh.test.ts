import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, install, mayInstall } from '../../scripts/system/debian.ts';

const root = resolve(import.meta.dirname, '..', '..');
const include = join(import.meta.dirname, 'panshi.nsh');
const templates = join(root, 'node_modules', 'app-builder-lib', 'templates', 'nsis');

function makensis(): string | undefined {
  const found = findProgram(['makensis']);
  if (found === undefined && mayInstall()) install(['nsis']);
  return found ?? findProgram(['makensis']);
}

const compiler = makensis();
if (compiler === undefined) process.stderr.write("The installer's macros are not compiled here: there is no makensis (Debian: apt-get install nsis)\n");

/** As little of electron-builder's script as these macros stand on. */
function script(out: string): string {
  return [
    'Unicode true', 'RequestExecutionLevel admin', `OutFile "${out}"`, 'Name "Panshi"', 'InstallDir "$PROGRAMFILES64\\Panshi"',
    '!include "MUI2.nsh"', '!include "LogicLib.nsh"', '!include "FileFunc.nsh"', '!insertmacro GetParameters', '!insertmacro GetOptions',
    '!define APP_EXECUTABLE_FILENAME "Panshi.exe"',
    '!macro _isUpdated _a _b _t _f', '  ${GetParameters} $R8', '  ${GetOptions} $R8 "--updated" $R9', '  IfErrors `${_f}` `${_t}`', '!macroend', '!define isUpdated `"" isUpdated ""`',
    `!include "${include}"`,
    '!insertmacro MUI_PAGE_INSTFILES', '!insertmacro MUI_UNPAGE_INSTFILES', '!insertmacro MUI_LANGUAGE "SimpChinese"', '!insertmacro MUI_LANGUAGE "English"',
    '!insertmacro customHeader',
    'Section "install"', '  SetOutPath $INSTDIR', '  !insertmacro customInstall', '  WriteUninstaller "$INSTDIR\\Uninstall Panshi.exe"', 'SectionEnd',
    'Function un.onInit', '  !insertmacro customUnInit', 'FunctionEnd',
    'Section "un.Uninstall"', '  !insertmacro customUnInstall', 'SectionEnd', '',
  ].join('\n');
}

describe('the Windows installer', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'panshi-nsis-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(compiler !== undefined)('compiles in both languages without a warning', () => {
    const [source, out] = [join(folder, 'panshi.nsi'), join(folder, 'panshi-installer.exe')];
    writeFileSync(source, `\uFEFF${script(out)}`);
    const made = spawnSync(compiler ?? '', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', source], { encoding: 'utf8' });
    expect(`${made.stdout}${made.stderr}`).toBe('');
    expect(made.status).toBe(0);
    expect(existsSync(out)).toBe(true);
  });

  it('says each thing in both languages', () => {
    const texts = [...readFileSync(include, 'utf8').matchAll(/LangString (\w+) \$\{LANG_(\w+)\} "(.+)"/g)].map(([, name, lang]) => `${name} ${lang}`);
    const names = new Set(texts.map((text) => text.split(' ')[0]));
    expect(texts.toSorted()).toEqual([...names].flatMap((name) => [`${name} ENGLISH`, `${name} SIMPCHINESE`]).toSorted());
  });

  it("fills only places that electron-builder's script has", () => {
    const files = [templates, join(templates, 'include')].flatMap((place) => readdirSync(place, { withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(place, one.name)));
    const scripts = files.filter((path) => /\.ns[hi]$/.test(path)).map((path) => readFileSync(path, 'utf8')).join('\n');
    for (const [, name = ''] of readFileSync(include, 'utf8').matchAll(/^!macro (custom\w+)/gm)) expect(scripts, name).toContain(`!insertmacro ${name}`);
    // The switch against which the macros guard, by the name it has there.
    expect(scripts).toContain('"--delete-app-data"');
  });

  it('leaves the data alone', () => {
    expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toMatch(/^ {2}deleteAppDataOnUninstall: false$/m);
  });
});
