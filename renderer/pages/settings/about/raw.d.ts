/** A file's text, taken in when the pages are built. */
declare module '*?raw' {
  const text: string;
  export default text;
}
