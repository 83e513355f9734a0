"""The pattern book proves itself: every example, look-alike and mask, and every word used."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.book import loading
from extractor.book.loading import Declared, load, paths
from extractor.book.metrics import Grammar, Metric, grammar, metrics, resolve
from extractor.book.notfigures import Mask, MaskFile, Sections, section_headings, title_words
from extractor.book.patterns import lint, list_patterns, read_passage_alone, show
from extractor.book.phrases import automaton
from extractor.book.reading import Confusions, confusable
from extractor.book.terms import Issuers, ScopeFile, TermFile, is_commune, own_level, term_book
from extractor.errors import PatternError, UsageError
from extractor.match.items import masks
from extractor.match.tokens import tokens
from extractor.text import fold

VOCABULARY = Path(__file__).parent.parent / "corpus" / "vocabulary.tsv"
MASKS = load(MaskFile, "notfigures/masks.toml").mask
LEVELS = {
    "whole", "province", "district", "commune", "land_registry",
    "department", "centre", "unit", "field",
}  # fmt: skip
MARKERS = {"own", "self", "house", "city", "joint", "offices", "rank", ""}
"""All but '' are resolved by who reports; '' hides words inside a name."""


def said(what: str) -> list[tuple[str, str]]:
    return [(mask.name, text) for mask in MASKS for text in getattr(mask, what)]


EXAMPLES = [(m.metric, e.text, e.value) for m in metrics().values() for e in m.example]
LOOKALIKES = [(m.metric, e.text) for m in metrics().values() for e in m.lookalike]


@pytest.mark.parametrize(
    ("metric", "text", "value"), EXAMPLES, ids=[f"{m}: {t}" for m, t, _ in EXAMPLES]
)
def test_every_example_is_read(metric: str, text: str, value: int | float) -> None:
    assert (metric, Decimal(str(value))) in read_passage_alone(text)


@pytest.mark.parametrize(("metric", "text"), LOOKALIKES, ids=[f"{m}: {t}" for m, t in LOOKALIKES])
def test_no_lookalike_is_read(metric: str, text: str) -> None:
    assert metric not in {name for name, _ in read_passage_alone(text)}


def masked(text: str) -> list[str]:
    folded = fold(text)
    return [name for _, _, name in masks(folded, tokens(text, folded, damaged=False))]


@pytest.mark.parametrize(("name", "text"), said("catches"), ids=lambda x: x)
def test_every_mask_catches_what_it_says(name: str, text: str) -> None:
    assert masked(text), name


@pytest.mark.parametrize(("name", "text"), said("spares"), ids=lambda x: x)
def test_every_mask_spares_what_it_says(name: str, text: str) -> None:
    assert name not in masked(text)


def test_the_book_holds_what_it_promises() -> None:
    assert lint() == ()


def test_lint_names_the_metrics_that_no_gold_has_met() -> None:
    proven = frozenset(metrics()) - {"stopped.total"}
    assert [(f.code, f.name, f.file) for f in lint(proven)] == [
        ("unproven", "stopped.total", "metrics/stopped/total.toml")
    ]


# ------------------------------------------------------------------------- vocabulary and words


def test_the_vocabulary_is_declared_once_and_of_the_same_kind() -> None:
    with VOCABULARY.open(encoding="utf-8", newline="") as file:
        kinds = {row["metric"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}
    declared = Counter(load(Metric, path).metric for path in paths("metrics"))
    assert set(declared.values()) == {1}
    assert {name: metric.kind for name, metric in metrics().items()} == kinds


@pytest.mark.parametrize("path", paths("metrics"), ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_a_metric_is_in_the_file_of_its_name(path: Path) -> None:
    metric = load(Metric, path)
    assert metric.metric == f"{path.parent.name}.{path.stem}"
    assert metric.meaning and metric.source
    assert metric.metric in show(metric.metric)


def features() -> set[str]:
    """Every feature that some label, or the grammar, can say."""
    implied = {f for parts in grammar().implies.values() for f in parts}
    return set(term_book().features) | implied | set(grammar().units.values()) - {""}


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda m: m.metric)
def test_every_feature_a_metric_asks_for_can_be_said(metric: Metric) -> None:
    used = set().union(*metric.needs, metric.unless, metric.may)
    assert used - features() == set()


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda m: m.metric)
def test_partners_of_a_metric_are_metrics_of_the_right_kind(metric: Metric) -> None:
    for partner, kind in ((metric.of, "count"), (metric.rate, "rate"), (metric.amount, "money")):
        assert partner is None or metrics()[partner].kind == kind
    assert metric.of != metric.metric


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda m: m.metric)
def test_every_wording_of_a_metric_means_it(metric: Metric) -> None:
    """What a metric needs must not mean another metric more; equals are named as rivals."""
    resolved = {}
    for needs in metric.needs:
        found = resolve(needs, frozenset(), metric.kind)
        assert found is not None, needs
        resolved[needs] = (found.metric, *found.rivals)
    assert any(metric.metric in names for names in resolved.values()), resolved


def test_the_grammar_speaks_of_known_features() -> None:
    book = grammar()
    known = features() | set(book.units)
    assert {f for held in book.classes.values() for f in held} <= known
    assert set(book.implies) <= set(term_book().features)
    assert set().union(*book.together.pairs) <= known
    assert book.weight.light | book.weight.counted <= known
    assert set(book.weight.handed_on) <= set(book.classes)
    assert set(book.units) <= set(term_book().features)


def test_no_feature_is_of_two_classes() -> None:
    counted = Counter(f for held in grammar().classes.values() for f in held)
    assert [f for f, times in counted.items() if times > 1] == []


def test_every_feature_is_used_somewhere() -> None:
    book = grammar()
    used = set().union(*(set().union(*m.needs, m.unless, m.may) for m in metrics().values()))
    used |= {f for held in book.classes.values() for f in held} | set(book.units)
    used |= book.weight.light | book.weight.counted | set(book.implies)
    assert set(term_book().features) - used == set()


def test_every_scope_is_a_level_of_the_domain() -> None:
    assert {scope.level for scope in term_book().scopes} <= LEVELS | MARKERS


def test_the_list_of_patterns_is_whole() -> None:
    names = {(entry.sort, entry.name) for entry in list_patterns()}
    assert {name for sort, name in names if sort == "metric"} == set(metrics())
    assert {name for sort, name in names if sort == "term"} == set(term_book().features)
    assert {name for sort, name in names if sort == "mask"} == {mask.name for mask in MASKS}
    assert all(e.examples and e.lookalikes for e in list_patterns() if e.sort == "metric")


def test_an_unknown_pattern_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=re.escape("received.totl? → received.total")):
        show("received.totl")


def test_confusions_are_mutual() -> None:
    same = confusable()
    assert all(a in same[b] for a, others in same.items() for b in others)


# ----------------------------------------------------------------------- who speaks: own level

OWN = [
    ("UBND TỈNH BẾN TRE", "province"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ", "province"),
    ("UBND THÀNH PHỐ SA ĐÉC", "district"),
    ("UBND HUYỆN PHÚ TÂN", "district"),
    ("ỦY BAN NHÂN DÂN THỊ XÃ HỒNG NGỰ", "district"),
    ("UBND QUẬN 3", "district"),
    ("UBND HUYỆN XA DUNG", "district"),
    ("UBND XÃ TÂN AN", "whole"),
    ("ỦY BAN NHÂN DÂN PHƯỜNG 5", "whole"),
    ("UBND THỊ TRẤN CÁI NƯỚC", "whole"),
    ("SỞ TƯ PHÁP", "whole"),
    ("ĐẢNG ỦY KHỐI", None),
]
COMMUNES = ("XÃ", "PHƯỜNG", "THỊ TRẤN")


@pytest.mark.parametrize(("issuer", "level"), OWN, ids=[i for i, _ in OWN])
def test_the_level_of_an_issuer(issuer: str, level: str | None) -> None:
    assert own_level(issuer) == level
    bare = issuer.removeprefix("UBND ").removeprefix("ỦY BAN NHÂN DÂN ")
    assert is_commune(issuer) is bare.startswith(COMMUNES)


# -------------------------------------------------------------------------- faulty pattern files

METRIC = """
metric = "received.total"
kind = "count"
meaning = "files received"
source = "a test"
needs = [["received"]]
[[example]]
text = "tiếp nhận 5 hồ sơ"
value = 5
[[lookalike]]
text = "tiếp nhận 5 đơn"
"""
TERMS = 'meaning = "m"\n[[term]]\nfeature = "late"\nphrases = ["trễ hạn"]\n'
SCOPES = 'meaning = "m"\n[[scope]]\nlevel = "commune"\nphrases = ["cấp xã"]\n'
MASKED = 'meaning = "m"\n[[mask]]\nname = "date"\nat = ["#"]\npattern = "x"\ncatches = ["x"]\n'
NO_CATCH = MASKED.replace('["x"]\n', "[]\n")

FAULTS: list[tuple[type[Declared], str, tuple[str, ...]]] = [
    (Metric, METRIC.replace("needs", "need"), ("need:", "did you mean 'needs'?")),
    (Metric, METRIC.replace("value = 5", "value = 5\nvalu = 6"), ("example.0.valu", "'value'?")),
    (Metric, METRIC + 'unles = ["late"]\n', ("lookalike.0.unles", "did you mean 'unless'?")),
    (Metric, METRIC.replace('"count"', '"counts"'), ("kind:", "'count', 'rate' or 'money'")),
    (Metric, METRIC.replace("value = 5", 'value = "viel"'), ("example.0.value",)),
    (Metric, METRIC.split("[[lookalike]]", maxsplit=1)[0], ("lookalike:", "Field required")),
    (Metric, METRIC.replace("[[example]]", "[[examples]]"), ("examples", "'example'?")),
    (Metric, 'metric = "a"\n' + METRIC, ("Cannot overwrite",)),
    (Metric, "metric = ", ("Invalid value",)),
    (Metric, METRIC.replace('needs = [["received"]]', "needs = []"), ("needs:", "at least 1")),
    (TermFile, TERMS.replace("phrases", "phrase"), ("term.0.phrase", "'phrases'?")),
    (TermFile, TERMS + 'colour = "red"\n', ("term.0.colour", "Extra inputs")),
    (ScopeFile, SCOPES + "transparant = true\n", ("scope.0.transparant", "'transparent'?")),
    (ScopeFile, SCOPES + 'name = "folows"\n', ("scope.0.name",)),
    (MaskFile, MASKED + 'spare = ["y"]\n', ("mask.0.spare", "'spares'?")),
    (MaskFile, NO_CATCH, ("mask.0.catches", "at least 1")),
    (Confusions, 'meaning = "m"\nfirst_words = []\ngroup = ["ab"]\n', ("group:", "'groups'?")),
    (Sections, 'meaning = "m"\nheading = []\n', ("heading:", "'headings'?")),
    (Issuers, 'meaning = "m"\ncommune = []\n', ("commune:", "'communes'?")),
]


@pytest.mark.parametrize(
    ("model", "text", "told"), FAULTS, ids=[f"{m.__name__}: {t[0]}" for m, _, t in FAULTS]
)
def test_a_faulty_file_is_named_with_its_key_and_what_was_meant(
    tmp_path: Path, model: type[Declared], text: str, told: tuple[str, ...]
) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PatternError) as raised:
        load(model, path)
    assert str(raised.value).startswith("faulty.toml: ")
    for words in told:
        assert words in str(raised.value)
    assert raised.value.exit_code == 2


def test_an_unknown_key_is_told_even_where_much_is_missing(tmp_path: Path) -> None:
    (tmp_path / "grammar.toml").write_text('meaning = "m"\nclass = 1\n', encoding="utf-8")
    with pytest.raises(PatternError, match=r"class: .*did you mean 'classes'\?"):
        load(Grammar, tmp_path / "grammar.toml")


@pytest.mark.parametrize("model", [Metric, TermFile, ScopeFile, MaskFile], ids=lambda m: m.__name__)
def test_the_files_above_are_valid_but_for_their_fault(
    tmp_path: Path, model: type[Declared]
) -> None:
    texts = {Metric: METRIC, TermFile: TERMS, ScopeFile: SCOPES, MaskFile: MASKED}
    path = tmp_path / "whole.toml"
    path.write_text(texts[model], encoding="utf-8")
    assert isinstance(load(model, path), model)


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"^none\.toml: "):
        load(Metric, tmp_path / "none.toml")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('meaning = "tr\xec"'.encode("latin-1"))
    with pytest.raises(PatternError, match=r"^latin\.toml: "):
        load(TermFile, tmp_path / "latin.toml")


@pytest.mark.parametrize("phrase", ["(trễ|quá hạn", "trễ] hạn", "[trễ hạn)"])
def test_lint_says_which_phrase_has_odd_brackets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phrase: str
) -> None:
    (tmp_path / "terms").mkdir()
    faulty = TERMS.replace('"trễ hạn"', f'"{phrase}"')
    (tmp_path / "terms" / "faulty.toml").write_text(faulty, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("do not pair")):
        automaton([term.phrases for term in load(TermFile, tmp_path / "terms/faulty.toml").term])
    from extractor.book import patterns

    monkeypatch.setattr(loading, "root", lambda: tmp_path)
    with pytest.raises(PatternError, match="do not pair"):
        tuple(patterns._shared_phrases())


def test_headings_and_titles_compile() -> None:
    assert section_headings().words and title_words().words


@pytest.mark.parametrize("mask", MASKS, ids=lambda m: f"{m.name}@{','.join(m.at)[:20]}")
def test_a_mask_begins_where_it_says(mask: Mask) -> None:
    """Each mask catches its own example by itself, at one of the words under ``at``."""
    import regex

    from extractor.book.notfigures import NUM, _begins
    from extractor.match.masks import _place

    pattern = regex.compile(mask.pattern.replace("NUM", NUM))
    for text in mask.catches:
        folded = fold(text)
        seen = tokens(text, folded, damaged=False)
        words = ["#" if k == "n" else w for w, k in zip(seen.folded, seen.kinds, strict=True)]
        behind = [*words[1:], "$", "$"]
        places = [_place(folded, seen.starts[i]) if w == "#" else w for i, w in enumerate(words)]
        begins = [
            seen.starts[i]
            for i, place in enumerate(places)
            for on in mask.at
            if place and _begins(on.split(), place, behind[i], behind[i + 1] == "#")
        ]
        assert not mask.needs or any(word in folded for word in mask.needs), text
        assert any(pattern.match(folded, at) for at in begins), text
