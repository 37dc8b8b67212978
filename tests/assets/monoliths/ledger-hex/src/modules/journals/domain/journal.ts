export interface Line {
  account: string;
  cents: number;
}

export interface Journal {
  id: string;
  memo: string;
  bookedOn: string;
  lines: Line[];
}
