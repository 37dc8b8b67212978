"""The data files: every weight has its reason, a domain file says what is wrong with it, no word has two subjects."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from woosh_split.errors import InputError
from woosh_split.graph.joint import TIE_KINDS
from woosh_split.proposal.domain import Domain, Hint, domain_of_names, domains, load_domain
from woosh_split.proposal.subjects import subject_of, subjects
from woosh_split.proposal.weights import weights
from woosh_split.resources import resource


def test_every_kind_of_tie_has_a_weight_with_a_reason() -> None:
    document = yaml.safe_load(resource("rules/weights.yml").read_text(encoding="utf-8"))
    assert set(TIE_KINDS) < set(document["ties"]) == set(weights().ties)
    reasons = [row["why"] for part in document.values() for row in part.values()]
    assert len(reasons) == len(set(reasons))
    assert all(why.endswith(".") for why in reasons)


def test_inserts_and_deletes_speak_louder_than_updates() -> None:
    each = weights().ownership
    assert min(each["insert"], each["delete"]) > each["update"]


def test_no_word_has_two_subjects() -> None:
    assert len(subjects()) > 100


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("leave-requests", "working-time"),
        ("client-stock", "customers"),
        ("auto-clockout", "working-time"),
        ("SalesInvoices", "ordering"),
        ("widgets", None),
    ],
)
def test_a_name_is_about_its_first_word_that_is_known(name: str, subject: str | None) -> None:
    assert subject_of(name) == subject


@pytest.mark.parametrize("name", domains())
def test_a_domain_that_ships_has_no_word_for_two_services(name: str) -> None:
    hints = load_domain(name).hints
    terms = [term for hint in hints for term in hint.terms]
    assert len(terms) == len(set(terms))


def test_field_sales_names_no_module_of_the_example_but_by_common_words() -> None:
    """Hints are words of the field: a term of two words would be a module's name."""
    text = resource("rules/domains/field-sales.yml").read_text(encoding="utf-8")
    for service in yaml.safe_load(text)["services"].values():
        assert all(term.isalpha() for term in [*service["terms"], *service.get("also", [])])


def test_the_names_of_services_are_hints_by_their_subjects() -> None:
    domain = domain_of_names(["time-attendance", "order-management"])
    assert domain.named("leave") == "time-attendance"
    assert domain.named("payments") == "order-management"
    assert domain.named("widgets") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("servcies: {}", "there is no key servcies. Did you mean services?"),
        ("services: {shared: {terms: [x]}}", "services: the name shared is reserved"),
        ("services: {monolith: {terms: [x]}}", "services: the name monolith is reserved"),
        ("services:\n  a: {terms: [x]}\n  a: {terms: [y]}\n", "line 3: a stands twice"),
        ("services: {a: {term: [x]}}", "services.a: there is no key term. Did you mean terms?"),
        ("services: {a: {terms: []}}", "terms names no word"),
        ("services: {A_b: {terms: [x]}}", "kebab-case"),
        ("services: {}", "names none"),
        ("services: {a: {terms: words}}", "expected a list of words"),
        ("services: {a: {terms: [1]}}", "services.a.terms: expected a list of words"),
        ("services: {a: {terms: [x], also: ['']}}", "services.a.also: expected a list of words"),
        ("services: [a]", "services: expected a mapping"),
        ("- a", "the file: expected a mapping"),
        ("[", "is no YAML"),
        ("domain: 2026-13-45", "is no YAML: a value is not what it looks like"),
        (f"domain: {'1' * 6000}", "is no YAML: a value is not what it looks like"),
        ("domain: !!bool perhaps", "is no YAML: a value is not what it looks like"),
        ("services: {a: &a {terms: [x], also: *a}}", "services.a.also: expected a list of words"),
        ("services: &a {a: *a}", "services.a: there is no key a"),
        (
            "a: &a0 {x: 1}\n"
            + "".join(f"a{n}: &a{n} {{p: *a{n - 1}, q: *a{n - 1}}}\n" for n in range(1, 40)),
            "there is no key a",
        ),
    ],
)
def test_a_domain_file_says_what_is_wrong_with_it(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_domain(str(path))
    assert told in str(caught.value)
    assert "mine.yml" in str(caught.value)


def test_a_domain_that_is_not_there_is_told_with_what_was_meant() -> None:
    with pytest.raises(InputError, match=r"Did you mean field-sales\?"):
        load_domain("field-sale")


def test_a_domain_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mine\.yml cannot be read: No such file"):
        load_domain(str(tmp_path / "mine.yml"))


def test_a_word_of_the_subject_leans_twice_as_much_as_one_that_tips_the_scales_and_all_words_count() -> None:
    sales = Hint("sales", frozenset({"order", "customer"}), frozenset({"price"}))
    domain = Domain("shops", (sales, Hint("people", frozenset({"user"}), frozenset({"order"}))))
    assert domain.leaning(["orders"]) == {"sales": 2.0, "people": 1.0}
    assert domain.leaning(["order-prices", "customers", "widgets"]) == {"sales": 5.0, "people": 1.0}
    assert domain.leaning(["widgets"]) == {}


def test_a_name_is_about_its_last_word_that_one_service_alone_knows() -> None:
    both = Hint("both", frozenset({"order", "user"}), frozenset())
    domain = Domain("shops", (Hint("sales", frozenset({"order"}), frozenset()), both))
    assert domain.named("order-users") == "both"
    assert (
        domain.named("user-orders") == "both"
    )  # two services know `order`, so that the word before it decides
    assert domain.named("orders") is None


def test_a_term_of_five_letters_knows_longer_words_and_a_shorter_one_only_itself() -> None:
    domain = Domain("shops", (Hint("a", frozenset({"deliv", "pric"}), frozenset()),))
    assert domain.named("deliveries") == "a"
    assert domain.named("pricing") is None


def test_everyday_words_and_two_letters_say_nothing_about_a_service() -> None:
    domain = domain_of_names(["order-management", "hr-service"])
    assert domain.named("management") is None
    assert domain.named("services") is None
    assert domain.named("hr") is None
