"""NestJS services: which code moves, what takes the place of what stays behind, and every edit that this needs."""
