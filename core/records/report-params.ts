import { refuse, type PanshiError, type Text } from '#common/errors';
import type { Report } from '#core/module';

/** What stands where something else was given, by the kind of question. */
const EXPECTED = {
  month: { zh: '要填月份，例如 2026-11', en: 'takes a month, such as 2026-11' },
  day: { zh: '要填日期，例如 2026-11-22', en: 'takes a day, such as 2026-11-22' },
  choice: { zh: '要从列出的值中选择', en: 'takes one of the values listed' },
  link: { zh: '要从记录中选择', en: 'takes a record that there is' },
} satisfies Record<Report['questions'][number]['type'], Text>;

/**
 * What a report is asked, checked.
 * @throws PanshiError `malformed` naming each question that was answered wrongly or is not asked, `invalid` for a period that ends before it begins
 */
export function readParams(report: Report, given: Readonly<Record<string, string>>) {
  const parsed = report.params.safeParse(given);
  if (!parsed.success) throw malformed(report, parsed.error.issues.flatMap((issue) => ('keys' in issue ? issue.keys : issue.path.slice(0, 1).map(String))));
  const { from, to } = given;
  if (from !== undefined && to !== undefined && from > to) {
    throw refuse('invalid', `期间的起点 ${from} 在终点 ${to} 之后，请对调或修改。`, `The period begins at ${from}, after its end at ${to}; exchange them or change one.`, { fields: ['from', 'to'] });
  }
  return parsed.data;
}

function malformed(report: Report, names: readonly string[]): PanshiError {
  const said = [...new Set(names)].map((name): Text => {
    const question = report.questions.find((one) => one.name === name);
    if (question === undefined) return { zh: `没有“${name}”这一条件`, en: `“${name}” is not asked` };
    const { zh, en } = EXPECTED[question.type];
    return { zh: `“${question.label.zh}”${zh}`, en: `“${question.label.en}” ${en}` };
  });
  return refuse(
    'malformed',
    `报表条件有误：${said.map(({ zh }) => zh).join('；')}。`,
    `What the report was asked cannot be read: ${said.map(({ en }) => en).join('; ')}.`,
    { fields: [...new Set(names)] },
  );
}
