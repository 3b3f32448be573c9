type Work = () => void | Promise<void>;

const before = new Set<Work>();
const after = new Set<Work>();

/**
 * What is done before the person goes, while the host still knows the session: what is not saved is kept as a draft.
 * @returns ends it
 */
export function beforeLeaving(work: Work): () => void {
  before.add(work);
  return () => before.delete(work);
}

/** What is done once the person is gone or the workbench is locked: nothing of the business stays in the page. @returns ends it */
export function afterLeaving(work: () => void): () => void {
  after.add(work);
  return () => after.delete(work);
}

/** Longest wait for drafts on the way out. */
const PATIENCE_MS = 3000;

export async function runBeforeLeaving(): Promise<void> {
  const all = Promise.allSettled([...before].map(async (work) => work()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

export function runAfterLeaving(): void {
  for (const work of after) void work();
}
