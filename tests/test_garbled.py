"""Text layers made by an engine without Vietnamese: what of their figures counts as read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.book.doubts import TEXT, TEXT_BORNE, borne_by_sums, doubts, is_sure, worth
from extractor.evaluate.corpus import Scored
from extractor.evaluate.gold import Case, Gold
from extractor.evaluate.scans.trust import rewritten, texts_counted
from extractor.evaluate.score import Score
from extractor.figures import read_figures
from extractor.models import DocumentHead, Figure, Page, Report
from extractor.repair import repair
from extractor.settle import settle
from tests.test_checks import SOURCE

FILLED = (
    "Thuc hién nhiém vu dugc giao, cac co quan, don vi da trién khai déng bd cac giai phap cdi "
    "cach thi tuc hanh chinh, nang cao chat lwong phuc vu ngudi dan va doanh nghiép.\n\n"
)


def garbled(*lines: str) -> tuple[Figure, ...]:
    page = Page(1, FILLED * 3 + "\n\n".join(lines) + "\n", "text-layer")
    return read_figures([repair(page)], DocumentHead(type="BC"))


def test_the_page_is_a_garbled_one() -> None:
    assert repair(Page(1, FILLED * 3, "text-layer")).health.quality == "poor"


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("- Da tiép nhan 120 ho so.", "text-clear"),
        ("- Da tiép nhdn 120 h6é so.", "text-clear"),  # put right
        ("- S6 hd so da tiép nhan la: 120 ho so.", "text-clear"),  # small words name nothing
        ("- Da tiép nhan qua bkng chxp 120 ho so.", "text-some"),
        ("- Da tiép nhan bkng gxi chxp hxqi thkn zwq 120 ho so.", "text-far"),
        ("- Da tiép nhan 120 ho so. Xay cau 31, dap 12, lap 17, sua 9.", "text-crowded"),
        ("- Da tiép nhan 899. 400 ho so.", "text-digit"),
    ],
)
def test_the_case_of_a_figure(line: str, case: str) -> None:
    figure = garbled(line)[0]
    assert figure.reading.around == case
    assert (figure.status == "read") is is_sure(case)


def test_a_named_unit_is_a_case_of_its_own() -> None:
    (figure,) = garbled("- UBND xa Tan Lap tiép nhan 120 ho so.")
    assert figure.reading.around == "text-named"


def test_sums_bear_out_what_stands_behind_words_nobody_knows() -> None:
    far = "- Da gidi quyét bkng gxi chxp hxqi thkn zwq {} ho so (truéc han 110, ding han 10)."
    for whole, status in (("120", "read"), ("121", "unresolved")):
        figures = garbled(far.format(whole))
        assert [f.metric for f in figures][:2] == ["resolved.total", "resolved.early"]
        settled = settle(Report(source=SOURCE, figures=figures)).figures[0]
        assert settled.status == status
        assert (settled.reading.around == TEXT_BORNE) is (status == "read")


def test_the_table_is_in_order() -> None:
    cases = {case.name: case for case in doubts(TEXT).case}
    assert all(
        0 <= case.right <= case.seen > 0 and name.startswith("text-")
        for name, case in cases.items()
    )
    assert is_sure("text-clear") and is_sure("text-slip") and is_sure(TEXT_BORNE)
    assert borne_by_sums("text-far") and not is_sure("text-far")
    assert worth("text-far") < worth("text-some") < worth("text-clear") < 1


def test_texts_are_counted_and_their_shares_rewritten() -> None:
    figures = garbled("- Da tiép nhan 120 ho so.", "- Dang giai quyét 31 ho so.")
    gold = Gold.model_validate(
        {
            "document": None,
            "figures": [{"level": "whole", "unit": None, "metric": "received.total", "value": 120}],
            "findings": [],
            "consistent": True,
            "kind": "report",
        }
    )
    report = Report(source=SOURCE, figures=figures)
    one = Scored(Case("garbled", "a", gold, ()), Path("a"), report, Score())
    count = texts_counted([one])["text-clear"]
    assert (count.seen, count.right, count.scans) == (2, 1, {("garbled", "a")})
    text = 'name = "text-clear"\nmeaning = "m"\nsums = true\nseen = 0\nright = 0\nscans = 0\n'
    assert "sums = true\nseen = 2\nright = 1\nscans = 1\n" in rewritten(
        text, {"text-clear": count}, "one"
    )
    assert Decimal(figures[0].value or 0) == 120


@pytest.mark.parametrize(
    ("line", "metric", "value"),
    [
        ("- Tong so hé so phai gidi quyét trong ky: 1.286 ho so.", "received.total", 1286),
        ("- Da gidi quyét 1.286 ho so, ty 16 100% dung han.", "resolved.total", 1286),
        ("- S60 hé so tiép nhan mdi: 120 ho so.", "received.new", 120),
        ("- Dang xt? ly: 31 ho so.", "pending.total", 31),
        ("- Toan nganh tiép nhan 14.918 hs.", "received.total", 14918),
        ("- 31 ho so dang trong quy trinh.", "pending.total", 31),
    ],
)
def test_what_a_garbled_line_says(line: str, metric: str, value: int) -> None:
    assert [(f.metric, f.value) for f in garbled(line)][:1] == [(metric, value)]


def test_a_blank_parts_thousands_only_where_it_is_the_manner_of_the_page() -> None:
    share = "- Da gidi quyét 1.286 ho so, ty 16 100%."
    assert 16100 not in [f.value for f in garbled(share)]
    blanks = "- Da gidi quyét 1 286 ho so.", "- Dang gidi quyét 2 031 ho so."
    assert [f.value for f in garbled(*blanks)] == [1286, 2031]


def test_what_was_not_late_is_no_late_file() -> None:
    told = garbled("- Da gidi quyét 840 ho so; xu ly xong ma khong tré han la 812 ho so.")
    assert [f.value for f in told if f.status == "read" and f.metric == "resolved.late"] == []


def test_a_second_noun_behind_a_number_is_of_others() -> None:
    told = garbled("- Trong 2.310 ho so mdi thi ho so ndp truc tuyén la 2.187 ho so.")
    assert ("received.online", 2310) not in [(f.metric, f.value) for f in told]


def test_the_parts_of_a_disputed_whole_are_in_doubt() -> None:
    told = garbled(
        "- Dang gidi quyét 220 ho so, con han 200 ho so, qua han 20 ho so.",
        "- Dang gidi quyét 88 ho so, con han 60 ho so, qua han 23 ho so.",
    )
    assert {f.status for f in told if f.value in (60, 23)} == {"unresolved"}
