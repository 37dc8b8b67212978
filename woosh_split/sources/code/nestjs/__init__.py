"""The NestJS front end: applications, modules, routes, jobs, events, and what a gateway will break."""
