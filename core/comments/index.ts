export { createComments, type Comments, type CommentsParts } from './comments.ts';
