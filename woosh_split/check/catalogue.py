"""The rules by their codes: which ones a selection names, and what each says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from woosh_split.errors import InputError
from woosh_split.model.violation import RuleText


@cache
def texts() -> tuple[RuleText, ...]:
    """Return what every rule says of itself."""
    from woosh_split.check.registry import RULES

    return tuple(rule.text for rule in RULES)


def rule_text(code: str) -> RuleText:
    """Return what the rule with a code or a name says of itself.

    Raises:
        InputError: there is no such rule.
    """
    for text in texts():
        if code.upper() == text.code or code.lower() == text.name:
            return text
    raise InputError(_unknown(code, "woosh-split rule"))


def selected(rules: Sequence[RuleText], select: Sequence[str], ignore: Sequence[str]) -> tuple[RuleText, ...]:
    """Return those of ``rules`` that ``--select`` names (all, where it names none) and ``--ignore`` does not.

    Both take codes, beginnings of codes (``WS3``) and names, several ones with commas.

    Raises:
        InputError: something names no rule, or nothing is left.
    """
    wanted, unwanted = _codes("--select", select, rules), _codes("--ignore", ignore, rules)
    found = tuple(text for text in rules if (not wanted or text.code in wanted) and text.code not in unwanted)
    if not found:
        raise InputError("--select and --ignore leave no rule, so nothing would be checked.")
    return found


def _codes(option: str, values: Sequence[str], rules: Sequence[RuleText]) -> set[str]:
    found: set[str] = set()
    for word in (word.strip() for value in values for word in value.split(",")):
        codes = {
            text.code
            for text in rules
            if word and (text.code.startswith(word.upper()) or text.name == word.lower())
        }
        if word and not codes:
            raise InputError(_unknown(word, option))
        found |= codes
    return found


def _unknown(code: str, where: str) -> str:
    group = [text.code for text in texts() if text.code[:3] == code.upper()[:3]]
    names = [name for text in texts() for name in (text.code, text.name)]
    close = get_close_matches(code.upper(), group, n=1, cutoff=0) or get_close_matches(
        code.lower(), names, n=1
    )
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"{where} {code}: there is no such rule.{hint} `woosh-split rule` lists all of them."
