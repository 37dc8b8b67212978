export interface Mapper<TRow, TDomain> {
  toDomain(row: TRow): TDomain;
  toRow(domain: TDomain): TRow;
}
