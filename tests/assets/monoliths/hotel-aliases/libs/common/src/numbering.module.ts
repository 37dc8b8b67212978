import { DynamicModule, Inject, Module } from '@nestjs/common';

/** Turns an id into a number for people. */
export type Numbering = (id: number) => string;

export const numberingToken = (prefix: string): string => `NUMBERING_${prefix}`;
export const InjectNumbering = (prefix: string): ParameterDecorator => Inject(numberingToken(prefix));

@Module({})
export class NumberingModule {
  static forFeature(prefix: string): DynamicModule {
    const provider = {
      provide: numberingToken(prefix),
      useValue: (id: number) => `${prefix}-${String(id).padStart(6, '0')}`,
    };
    return { module: NumberingModule, providers: [provider], exports: [provider] };
  }
}
