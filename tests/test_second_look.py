"""The second look: which numbers it is for, what it sees, and what is made of that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor import second_look
from extractor.intake import intake
from extractor.judge import judge_report
from extractor.models import Figure, Page, Reading, Report, Source, Word, Words
from extractor.ocr import cache, closer, languages
from extractor.second_look import look_again, wanted
from extractor.settings import Limits, Scanning, Settings
from extractor.settle import settle
from tests.makers.images import printed
from tests.reports import figure, report

DPI = 150
PRINTS = ("1.465", "1.303", "152", "04/18")
"""What the page shows; the last word holds two numbers."""
WANT = [(n, 300.0 + 200 * n) for n in range(len(PRINTS))]


def drawn(folder: Path, total: str = PRINTS[0]) -> Source:
    """A page of print in which the numbers stand apart."""
    pixels = printed()
    pixels[380:500] = 255
    image = Image.fromarray(pixels)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(36)
    for (_, left), text in zip(WANT, (total, *PRINTS[1:]), strict=True):
        pen.text((left, 420), text, font=font, fill=15)
    image.save(folder / "page.png", dpi=(DPI, DPI))
    (arrival,) = intake([str(folder / "page.png")], Limits(), folder)
    return arrival.source


def page() -> Page:
    """The page as it was read, its words where they were drawn."""
    points, at, words = 72 / DPI, 0, []
    font = ImageFont.load_default(36)
    for (_, left), text in zip(WANT, PRINTS, strict=True):
        right = left + font.getlength(text)
        box = (left * points, 425 * points, right * points, 458 * points)
        words.append(Word(at, at + len(text), box))
        at += len(text) + 1
    wide, high = 1240 * points, 1754 * points
    return Page(1, " ".join(PRINTS), "ocr", wide, high, words=Words(words))


def numbers(*taken: str, again: tuple[str, ...] = (), doubted: int | None = None) -> Report:
    """received.total = new + carried over, read as ``taken`` where the page shows PRINTS."""
    found, at = [], 0
    metrics = ("received.total", "received.new", "received.carried_over")
    for number, (metric, text) in enumerate(zip(metrics, taken, strict=True)):
        made = figure(metric, int(text.replace(".", "")), printed=text, id=metric)
        end = at + len(PRINTS[number])
        place = made.evidence.model_copy(update={"printed_start": at, "printed_end": end})
        seen = again if number == 2 else (text,) * len(again)
        reading = Reading(reader="ocr", confidence=0.999, again=seen)
        status = "unresolved" if number == doubted else "read"
        update = {"evidence": place, "reading": reading, "status": status}
        found.append(made.model_copy(update=update))
        at += len(PRINTS[number]) + 1
    return report(figures=found)


def test_only_numbers_of_failing_sums_on_images_are_looked_at() -> None:
    wrong = numbers("1.465", "1.303", "152")
    assert set(wanted(wrong, [page()])) == {f.id for f in wrong.figures}
    assert wanted(numbers("1.455", "1.303", "152"), [page()]) == {}
    text = [f.model_copy(update={"reading": Reading(reader="text-layer")}) for f in wrong.figures]
    assert wanted(wrong.model_copy(update={"figures": tuple(text)}), [page()]) == {}


def test_of_a_word_of_two_numbers_the_one_that_was_read_is_looked_at() -> None:
    part = figure("received.new", 18, printed="18")
    at = page().text.index("18")
    place = part.evidence.model_copy(update={"printed_start": at, "printed_end": at + 2})
    box = second_look._box(part.model_copy(update={"evidence": place}), page())
    whole = list(page().words)[-1].box
    assert box is not None
    assert box[0] == pytest.approx(whole[0] + 0.6 * (whole[2] - whole[0]))
    assert box[2] == pytest.approx(whole[2])


@pytest.mark.skipif(bool(languages.missing()), reason="needs the engine's data")
def test_an_author_s_number_is_seen_again_and_a_reader_s_is_not(tmp_path: Path) -> None:
    source = drawn(tmp_path)
    # The page shows 1.465, 1.303 and 152: whoever wrote that erred.
    seen = look_again(numbers("1.465", "1.303", "152"), [page()], source, Settings())
    assert [len(f.reading.again) for f in seen.figures] == [4, 4, 4]
    (told,) = [f for f in judge_report(seen).findings if f.severity == "error"]
    assert (told.cause, told.params["because"]) == ("author", "because.looked")
    # The page shows 1.455, 1.303 and 152, and 1.313 was read of it.
    source = drawn(tmp_path, "1.455")
    seen = look_again(numbers("1.455", "1.313", "152"), [page()], source, Settings())
    assert [f.value for f in seen.figures] == [1455, 1313, 152]
    (told,) = [f for f in judge_report(seen).findings if f.severity == "error"]
    assert told.cause == "reading"
    assert [(c.figure, c.to) for c in told.explanations[0].changes] == [("received.new", "1.303")]


@pytest.mark.skipif(bool(languages.missing()), reason="needs the engine's data")
def test_what_was_seen_is_kept_and_another_file_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, kept = drawn(tmp_path), tmp_path / "kept"
    boxes = [box for _, box in wanted(numbers("1.465", "1.303", "152"), [page()]).values()]
    first = closer._kept(source, 1, boxes, kept)
    monkeypatch.setattr(closer, "at", None)
    assert closer._kept(source, 1, boxes, kept) == first
    other = replace(source, sha256="0" * 64)
    wrong = numbers("1.465", "1.303", "152")
    assert look_again(wrong, [page()], other, Settings()) == wrong
    gone = replace(source, file=str(tmp_path / "gone.png"))
    assert look_again(wrong, [page()], gone, Settings()) == wrong
    never = Settings(scans=Scanning(mode="never"))
    assert look_again(wrong, [page()], source, never) == wrong


def test_an_entry_that_is_not_whole_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    cache.keep_body(tmp_path, "ab" * 32, b"[]")
    assert cache.body_of(tmp_path, "ab" * 32) == b"[]"
    (path,) = tmp_path.glob("ab/*")
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.body_of(tmp_path, "ab" * 32) is None


@pytest.mark.parametrize(
    "said", ["", "null", "[1]", "[[1, [0, 0, 1, 1], 7]]", '{"a": 1}', "[[1, null, []]]"]
)
def test_a_child_s_answer_that_is_none_is_as_if_nothing_was_said(tmp_path: Path, said: str) -> None:
    (tmp_path / "seen.json").write_text(said)
    assert second_look._told(tmp_path / "seen.json") == {}


@pytest.mark.parametrize(
    ("again", "cause"),
    [
        ((), "unknown"),
        (("112", "112", "112"), "author"),
        (("162", "162", "162"), "reading"),
        # One that differs, beside three that do not, tells nothing.
        (("112", "112", "112", "162"), "author"),
    ],
)
def test_the_cause_goes_by_what_was_seen(again: tuple[str, ...], cause: str) -> None:
    judged = judge_report(numbers("1.465", "1.303", "112", again=again))
    (finding,) = [f for f in judged.findings if f.severity == "error"]
    assert finding.cause == cause


@pytest.mark.parametrize(
    ("again", "read"),
    [((), None), (("162",), None), (("162", "162"), 162), (("152", "152"), None)],
)
def test_a_number_in_doubt_is_settled_by_what_two_readings_saw(
    again: tuple[str, ...], read: int | None
) -> None:
    done = settle(numbers("1.465", "1.303", "102", again=again, doubted=2))
    (carried,) = [f for f in done.figures if f.id == "received.carried_over"]
    assert (carried.value if carried.status == "read" else None) == read


def test_a_number_that_was_read_keeps_its_value_whatever_is_seen() -> None:
    before: tuple[Figure, ...] = numbers("1.465", "1.303", "102", again=("162",) * 4).figures
    assert settle(report(figures=before)).figures == before


def test_a_stroke_of_a_rule_is_no_digit() -> None:
    assert [closer._number(s) for s in ("|1.465", "152 .", "a1", "76/10", "12%", "", "—")] == [
        "1.465", "152", "", "", "12", "", "",
    ]  # fmt: skip
    assert np.all(closer._framed(np.full((4, 4), 200, np.uint8)) == 200)
