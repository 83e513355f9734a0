"""Errors on made scans: printed on the page by an author, or made by who reads it; no engine."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from extractor.cli import planted as command
from extractor.cli.scans import judge, read
from extractor.errors import UsageError
from extractor.evaluate.planted import scanned
from extractor.evaluate.planted.kinds import Kind, Planted, carried, shifted, witness_taken
from extractor.evaluate.planted.run import Outcome
from extractor.evaluate.planted.scanned import UNREAD, Line, evaluate_scanned, reprinted
from extractor.evaluate.scans.files import Made
from extractor.evaluate.scans.manuscript import Grid, Part, Prose
from extractor.evaluate.scans.records import records
from extractor.evaluate.scans.run import pick
from extractor.evaluate.scans.sets import Drawn
from extractor.models import Page, ReadResult
from tests.reports import figure, report

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS = ("u25-tinh-soc-trang", "u24-trung-tam-cam", "v14-xa-ba-che")
PARTS: tuple[Part, ...] = (
    Prose("Tiếp nhận 12 hồ sơ, trong đó 12 trực tuyến.", "body"),
    Grid((("Đơn vị", "Số"), ("A", "12"), ("B", "1.012")), 1),
)
TEXT = "Tiếp nhận 12 hồ sơ, trong đó 12 trực tuyến.\nĐơn vị Số\nA 12\nB 1.012"


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_just_the_one_print_of_a_number_is_changed(nth: int) -> None:
    places = [i for i in range(len(TEXT)) if TEXT[i : i + 2] == "12" and TEXT[i - 1] == " "]
    wrong = figure("received.total", 12, printed="12")
    place = wrong.evidence.model_copy(update={"page": 1, "printed_start": places[nth]})
    wrong = wrong.model_copy(update={"evidence": place})
    changed = reprinted(PARTS, [Page(1, TEXT, "text")], [(wrong, "21")])
    assert changed is not None
    texts = [text for part in changed for text in scanned._texts(part)]
    shown = "\n".join([texts[0], "Đơn vị Số", f"A {texts[4]}", f"B {texts[6]}"])
    assert shown == TEXT[: places[nth]] + "21" + TEXT[places[nth] + 2 :]


def test_several_numbers_are_changed_at_once() -> None:
    """A row that stands one column off: the second print is what the first was."""
    found = []
    for text, number in (("12", TEXT.index("A 12") + 2), ("1.012", TEXT.index("1.012"))):
        wrong = figure("received.total", 12, printed=text)
        place = wrong.evidence.model_copy(update={"page": 1, "printed_start": number})
        found.append(wrong.model_copy(update={"evidence": place}))
    changed = reprinted(PARTS, [Page(1, TEXT, "text")], [(found[0], "0"), (found[1], "12")])
    assert changed is not None and changed[0] == PARTS[0]
    assert scanned._texts(changed[1]) == ["Đơn vị", "Số", "A", "0", "B", "12"]


def test_a_number_whose_place_is_not_sure_is_left_alone() -> None:
    wrong = figure("received.total", 12, printed="12")
    place = wrong.evidence.model_copy(update={"page": 1, "printed_start": TEXT.index("12")})
    wrong = wrong.model_copy(update={"evidence": place})
    assert reprinted(PARTS[:1], [Page(1, TEXT, "text")], [(wrong, "21")]) is None
    assert reprinted(PARTS, [Page(1, TEXT[5:], "text")], [(wrong, "21")]) is None


class Clear:
    """A scanner and a reader that lose nothing: the drawn page's text is what is read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[Path, Drawn] = {}
        monkeypatch.setattr(scanned, "make", self.make)

    def make(self, document: Drawn, level: str, folder: Path, *, with_truth: bool) -> Made:
        file = folder / level / f"{document.case.name}.png"
        self.drawn[file] = document
        return Made(file, ())

    def read(self, file: Path) -> ReadResult:
        if file not in self.drawn:
            return read(file)
        text = "\n".join(" ".join(scanned._texts(part)) for part in self.drawn[file].parts)
        result = read(self.drawn[file].case.files[0])
        return ReadResult(result.source, (Page(1, text, "ocr"),))  # type: ignore[arg-type]


def test_an_author_s_error_that_is_read_is_pointed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    clear = Clear(monkeypatch)
    documents = pick(CORPUS, "tuned", DOCUMENTS)
    outcome = evaluate_scanned(documents, "L2", 3, 1, Line(clear.read, judge))
    assert (outcome.untouched, outcome.accused) == (3, [])
    authors = [
        t for name, t in outcome.kinds.items() if name in ("digit-typed", "transposed", "dropped")
    ]
    assert sum(t.planted for t in authors) == 3
    assert all(t.seen.share == t.first.share == 1.0 for t in authors)
    assert {"digit-read", "over 1"} <= set(outcome.kinds)


@pytest.mark.parametrize(
    ("kind", "name", "document"),
    [
        (carried, "carry-over", "t04-xa-ea-kao-nam"),
        (shifted, "shifted", "t23-cai-lay-bieu-06a-linh-vuc"),
    ],
)
def test_an_error_over_a_row_or_of_another_period_is_drawn_too(
    kind: Kind, name: str, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanned, "AUTHORS", (kind,))
    documents = pick(CORPUS, "tuned", (document,))
    (written,) = scanned._written(documents, 1, 1, Line(read, judge))
    assert written.planted.kind == name
    assert written.broken > 0
    before = next(d for d in documents if d.case is written.document.case)
    texts = [
        [t for part in d.parts for t in scanned._texts(part)] for d in (before, written.document)
    ]
    off = [(a, b) for a, b in zip(*texts, strict=True) if a != b]
    assert len(off) == len(written.planted.wrong)


def test_the_command_plants_in_documents_of_one_kind_of_scan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pages that were recorded as they are; with an error, the text of what was drawn."""
    recorded = {r.case.name: r for r in records(CORPUS) if r.level == "L2"}
    name = next(d.case.name for d in pick(CORPUS, "tuned", tuple(recorded)) if
                d.case.gold.consistent and len(d.sheets()) <= scanned.MOST_PAGES)  # fmt: skip
    clear = Clear(monkeypatch)

    def read(file: Path) -> ReadResult:
        whole = file in clear.drawn and "untouched" in file.parts
        return recorded[name].result() if whole else clear.read(file)

    monkeypatch.setattr("extractor.cli.scans.read", read)
    outcome = command.scanned(CORPUS, "tuned", "L2", 1, 1, (name,))
    assert (outcome.untouched, outcome.accused) == (1, [])
    told = command.as_json(outcome)
    assert told["untouched"] == 1 and told["kinds"]["digit-read"]["planted"] > 1
    assert sum(k["planted"] for n, k in told["kinds"].items() if n.startswith("over")) > 5
    shown = command.as_text(outcome)
    assert "digit-read" in shown and "ms" not in shown
    with pytest.raises(UsageError):
        command.scanned(CORPUS, "tuned", "L9", 1, 1, ())


def test_a_wrong_number_that_was_not_read_counts_as_not_seen() -> None:
    wrong = figure("resolved.late", 3, id="a")
    planted = Planted("digit-typed", report(figures=[wrong]), ("a",), (8,), "author")
    found = scanned._found(planted, report(figures=[figure("resolved.early", 3)]))
    assert found.wrong == (UNREAD,)
    outcome = Outcome()
    outcome.count(found, found.report, 1)
    assert outcome.kinds["over 1"].seen.share == 0.0


def test_another_witness_s_number_is_taken_and_the_right_one_kept_beside_it() -> None:
    right = figure("resolved.late", 8, alternatives=("3",), id="a")
    planted = witness_taken(report(figures=[right]), Random(1))
    assert planted is not None
    (wrong,) = planted.report.figures
    assert (wrong.printed, wrong.value, wrong.reading.alternatives) == ("3", 3, ("8",))
    assert (planted.true, planted.cause) == ((8,), "reading")


def test_a_reader_s_errors_in_recorded_pages_are_named_with_their_cause() -> None:
    outcome = Outcome()
    for record in records(CORPUS):
        if record.level == "L2":
            scanned.misread(outcome, judge(record.result()), Random(record.case.name))
    tally = outcome.kinds["digit-read"]
    assert tally.planted > 5
    assert tally.seen.share == tally.first.share == tally.cause.share == 1.0
