import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { CloseAccount } from '../application/close-account.use-case';
import { OpenAccount } from '../application/open-account.use-case';

interface OpenAccountDto {
  id: string;
  name: string;
  currency: string;
}

@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly openAccount: OpenAccount,
    private readonly closeAccount: CloseAccount,
  ) {}

  @Post()
  open(@Body() dto: OpenAccountDto) {
    return this.openAccount.execute(dto);
  }

  @Delete(':id')
  close(@Param('id') id: string) {
    return this.closeAccount.execute(id);
  }
}
