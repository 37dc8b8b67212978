"""The files of a NestJS service, in memory: facts and source text in, ``path -> bytes`` out."""
