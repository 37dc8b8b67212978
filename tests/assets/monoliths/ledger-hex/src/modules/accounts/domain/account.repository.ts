import { Account } from './account';

/** The port: the rest of the ledger knows accounts only through it. */
export abstract class AccountRepository {
  abstract byId(id: string): Promise<Account | null>;
  abstract store(account: Account): Promise<void>;
  abstract forget(id: string): Promise<void>;
  abstract inCurrency(code: string): Promise<Account[]>;
}
