import { Body, Controller, Param, Post, Put } from '@nestjs/common';

@Controller({ path: 'people', version: '2' })
export class UsersController {
  @Put(':id/roles/:role')
  grant(@Param('id') id: string, @Param('role') role: string) {
    return { id, role };
  }

  @Post('invitations')
  invite(@Body() { mail }: { mail: string }) {
    return { mail };
  }
}
