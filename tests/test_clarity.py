"""What stands around a figure on a page image: its case, its worth, and when it is not read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.book.doubts import doubts, is_sure, worth
from extractor.checks.notes import notes_on
from extractor.figures import read_figures
from extractor.models import DocumentHead, Figure, Page, Report, Word, Words
from extractor.repair import repair
from extractor.repair.smudges import smudges
from extractor.settle import candidates
from tests.test_checks import SOURCE

HEADING, CLEAN = "1. Cấp huyện:", "- Tiếp nhận 120 hồ sơ."
FILLED = "Trong tháng các cơ quan đơn vị đã làm việc đúng giờ và nghiêm túc. " * 4


def scanned(*lines: str, unsure: Sequence[str] = ()) -> Page:
    """A page image's text, a line a row; some of its words hardly seen."""
    text, words = "", []
    for row, line in enumerate(lines):
        left = 80.0
        for word in line.split(" "):
            box = (left, 100.0 + 20 * row, left + 6 * len(word), 110.0 + 20 * row)
            sure = 0.1 if word in unsure else 0.95
            words.append(Word(len(text), len(text) + len(word), box, sure))
            text, left = f"{text}{word} ", left + 6 * (len(word) + 1)
        text += "\n"
    return Page(1, text, "ocr", 595, 842, words=Words(words))


def read(page: Page) -> tuple[Figure, ...]:
    return read_figures([repair(page)], DocumentHead(type="BC"))


@pytest.mark.parametrize(
    ("lines", "case"),
    [
        ((HEADING, CLEAN), "clear"),
        ((HEADING, "- Tiêp nhân 120 hồ sơ."), "slip"),
        ((HEADING, "- Bzkq đã tiếp nhận 120 hồ sơ."), "smudged"),
        ((HEADING, "- Bzkq wjf đã tiếp nhận 120 hồ sơ."), "dark"),
        (("1. Bzkq wjf zzw huyện:", "- Ghi rõ:", CLEAN), "beside"),
        (("UBND xã Bzkq tiếp nhận 120 hồ sơ.",), "unnamed"),
        ((HEADING, "- Tiếp nhận 2 120 hồ sơ."), "torn"),
        ((HEADING, "- Tiếp nhận 2024 hồ sơ."), "year"),
        ((HEADING, CLEAN, "- Bzkq wjf còn lại"), "clear"),
    ],
)
def test_the_case_of_a_figure(lines: tuple[str, ...], case: str) -> None:
    figure = read(scanned(FILLED, *lines, unsure=("Bzkq", "wjf", "zzw")))[0]
    if case == "beside":
        assert figure.reading.around in ("beside", "below-dark", "beside-rough")
    else:
        assert figure.reading.around.removesuffix("-rough") == case


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("- Tiếp nhận 120 hồ sơ (Bzkq wjf 7), đã giải quyết 98 hồ sơ.", "apart"),
        ("- Tiếp nhận 120 hồ sơ, đã giải quyết Bzkq 98 hồ sơ.", "smudged"),
        ("- Bzkq tiếp nhận 120 hồ sơ, đã giải quyết 98 hồ sơ.", "smudged"),
        ("- 3. Bzkq tiếp nhận 120 hồ sơ, đã giải quyết 98 hồ sơ.", "smudged"),
    ],
)
def test_words_of_other_figures_tell_of_those(line: str, case: str) -> None:
    last = read(scanned(FILLED, HEADING, line, unsure=("Bzkq", "wjf")))[-1]
    assert (last.metric, last.value, last.reading.around) == ("resolved.total", 98, case)


def test_a_word_hardly_seen_is_unread() -> None:
    page = scanned("Hòn Bỏng: 12 hồ sơ", unsure=["Bỏng:"])
    assert [page.text[a:b] for a, b in smudges(repair(page))] == ["Bỏng:"]


def test_a_share_of_letters_is_unread() -> None:
    page = scanned("Trước và đứ% hạn đạt 99,1%")
    assert [page.text[a:b] for a, b in smudges(repair(page))] == ["đứ%"]


def test_a_word_hardly_seen_is_read_where_a_known_phrase_calls_for_it() -> None:
    assert smudges(repair(scanned(CLEAN, unsure=["nhận"]))) == ()
    apart = scanned("- Tiếp, nhận 120 hồ sơ.", unsure=["nhận"])  # a sign stands between
    assert [apart.text[a:b] for a, b in smudges(repair(apart))] == ["nhận"]


def test_a_bullet_put_right_is_no_word_that_could_not_be_read() -> None:
    page = scanned("* Cấp huyện 12 hồ sơ", "s Cấp xã 13 hồ sơ", "* Cấp tỉnh 5", unsure=["s"])
    assert smudges(repair(page)) == ()


def test_born_digital_text_has_no_case() -> None:
    page = Page(1, f"{HEADING}\n- Bzkq wjf tiếp nhận 120 hồ sơ.\n", "text")
    (figure,) = read(page)
    assert (figure.reading.around, figure.status) == ("", "read")


def test_doubt_of_the_surroundings_is_not_settled_by_sums_and_is_told() -> None:
    (figure,) = read(scanned(FILLED, HEADING, "- Bzkq wjf đã tiếp nhận 120 hồ sơ."))
    assert figure.status == "unresolved"
    assert candidates(figure) == ()
    (finding,) = notes_on(Report(source=SOURCE, figures=(figure,)), [])
    assert (finding.severity, finding.params["variant"]) == ("warning", "around")


def test_the_table_is_in_order() -> None:
    cases = {case.name: case for case in doubts().case}
    assert all(case.right <= case.seen for case in cases.values())
    assert worth("dark") < worth("smudged") < worth("clear") < 1.0
    assert is_sure("clear") and not is_sure("dark") and is_sure("")
    assert worth("a case that nobody counted") == 0.0
