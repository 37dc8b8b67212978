/** Marks SQL for the editor's highlighting; the text stays as it is. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw({ raw: strings }, ...values);
}
