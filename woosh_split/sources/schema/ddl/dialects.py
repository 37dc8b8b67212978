"""Which database wrote a dump, told by marks that no other writes."""

from __future__ import annotations

import re

_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("postgres", re.compile(r"PostgreSQL database dump|^COPY\s[^;\n]*FROM stdin;|^ALTER TABLE ONLY |^SET search_path|"
                            r"\bcharacter varying\b|\bBIGSERIAL\b|\bnextval\('|^CREATE EXTENSION ", re.I | re.M)),
    ("tsql", re.compile(r"^SET ANSI_NULLS|\[dbo\]\.|^CREATE TABLE \[|\bNVARCHAR\(MAX\)|^GO[ \t]*\r?$", re.I | re.M)),
    ("oracle", re.compile(r"\bVARCHAR2\b|^/[ \t]*\r?$", re.I | re.M)),
    ("sqlite", re.compile(r"^PRAGMA foreign_keys|\bAUTOINCREMENT\b|^CREATE TABLE (?:IF NOT EXISTS )?\"", re.I | re.M)),
)  # fmt: skip
_MYSQL = re.compile(
    r"ENGINE\s*=|^/\*!\d{5} |phpMyAdmin SQL Dump|^-- (?:MySQL|MariaDB) dump|^DELIMITER |`", re.I | re.M
)

NAMES = {"postgres": "PostgreSQL", "tsql": "SQL Server", "oracle": "Oracle", "sqlite": "SQLite"}


def find_dialect(head: str) -> str:
    """Return ``mysql``, ``postgres``, ``tsql`` or ``sqlite`` from the beginning of a dump; in doubt ``mysql``."""
    if _MYSQL.search(head):
        return "mysql"
    for dialect, mark in _MARKS:
        if mark.search(head):
            return dialect
    return "mysql"
