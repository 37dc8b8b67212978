import { ApiProperty } from '@nestjs/swagger';
import { IsDateString, IsInt } from 'class-validator';

export class BookingBody {
  @ApiProperty()
  @IsInt()
  roomId!: number;

  @ApiProperty({ format: 'date' })
  @IsDateString()
  arrival!: string;

  @ApiProperty({ format: 'date' })
  @IsDateString()
  departure!: string;
}
