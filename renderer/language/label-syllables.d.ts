/** Made by scripts/build/label-syllables.ts: how the characters of all labels are read, without tones. */
declare module 'virtual:label-syllables' {
  const syllables: Readonly<Record<string, readonly string[]>>;
  export default syllables;
}
