import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface ClockOptions {
  offsetMinutes: number;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN: CLOCK_OPTIONS } = new ConfigurableModuleBuilder<ClockOptions>()
  .setExtras({ isGlobal: false }, (definition, extras) => ({ ...definition, global: extras.isGlobal }))
  .build();
