import { ElMessageBox } from 'element-plus';
import { defineWords } from '#renderer/language';
import { pageName } from '#renderer/pages/page-names.ts';
import type { Tab } from '#renderer/tabs';

const words = defineWords('ask-to-close', {
  title: { zh: '有未保存的内容', en: 'Not saved' },
  lost: { zh: '“{title}”有未保存的内容，关闭后将丢失。', en: '"{title}" holds something that is not saved. Closing it loses that.' },
  kept: { zh: '“{title}”有未保存的内容，已留在草稿中，可从首页接着录入。', en: '"{title}" holds something that is not saved. It is kept as a draft, to go on with from the home page.' },
  discard: { zh: '放弃并关闭', en: 'Discard and close' },
  close: { zh: '关闭页面', en: 'Close the page' },
  stay: { zh: '继续编辑', en: 'Keep editing' },
});

/** Whether a page with something unsaved may go. Enter does what loses nothing: closing where a draft is kept, staying where none is. */
export async function askToClose(tab: Tab): Promise<boolean> {
  // As it was when asked: the field that the question takes the focus from may write its text once more.
  const { kept } = tab;
  const title = tab.title === '' ? pageName(tab.path) : tab.title;
  const [go, stay] = [words(kept ? 'close' : 'discard'), words('stay')];
  const answer = await ElMessageBox.confirm(words(kept ? 'kept' : 'lost', { title }), words('title'), {
    type: 'warning', confirmButtonText: kept ? go : stay, cancelButtonText: kept ? stay : go, distinguishCancelAndClose: true, closeOnClickModal: false,
  }).then(() => 'confirm', String);
  return answer === (kept ? 'confirm' : 'cancel');
}
