import { errorSchema, type ApiErrorBody } from './contract.ts';

/** A refusal as the host answered it: its code for programs, its sentence for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ApiErrorBody['error']['details'];
  readonly requestId: string;

  constructor(status: number, body: ApiErrorBody['error']) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code;
    this.details = body.details;
    this.requestId = body.requestId;
  }
}

/** Reads a refusal; whatever is not the host's own answer is named by its status alone. */
export async function apiError(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    return new ApiError(response.status, errorSchema.parse(JSON.parse(text)).error);
  } catch {
    return new ApiError(response.status, { code: 'unexpected', message: `HTTP ${response.status}`, requestId: '' });
  }
}
