export const CODES = { ok: 1 };
export type Code = keyof typeof CODES;
