import { Module } from '@nestjs/common';
import { Clock } from './clock';
import { ConfigurableModuleClass } from './clock.definition';

export { Clock };

@Module({ providers: [Clock], exports: [Clock] })
export class ClockModule extends ConfigurableModuleClass {}
