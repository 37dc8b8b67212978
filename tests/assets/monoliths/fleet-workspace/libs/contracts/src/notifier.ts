export const NOTIFIER = Symbol('NOTIFIER');

export interface Notifier {
  send(to: string, message: string): Promise<void>;
}
