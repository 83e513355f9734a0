"""The report page as a browser reads it: whole, escaped, in order, self-contained."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from extractor.models import Check, Report, Scope, SourceProblem
from extractor.writers.headview import vietnamese_date
from extractor.writers.page import page, write_page
from tests.reports import broken_sum, figure, report, row, wrong_rate


def parsed(*reports: Report, lang: Any = "vi") -> Any:
    return html.fromstring("".join(page(reports, lang)))


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


def checks(**counts: Any) -> list[Check]:
    whole = Scope(level="whole")
    return [
        Check(rule="R5", scope=whole, outcome=outcome, missing=("pending.total",))
        for outcome, count in counts.get("counts", {}).items()
        for _ in range(count)
    ]


def test_a_finding_shows_its_equation_first_then_its_evidence() -> None:
    figures, finding = broken_sum()
    [article] = parsed(report(figures=figures, findings=[finding])).xpath("//article")
    assert text(article.xpath('.//p[@class="equation"]')[0]) == finding.equation
    assert [text(dd) for dd in article.xpath(".//dd")] == ["1.196", "1.199", "−3", "do văn bản gốc"]
    assert "03 → 00" in text(article)
    [place] = article.xpath('.//ul[@class="evidence"]/li')
    assert [m.text for m in place.xpath(".//mark")] == ["1.196", "1.127", "69", "03"]
    assert "trang 1" in text(place)
    order = [article.text_content().index(part) for part in ("≠", "1.199", "03 → 00", "trang 1")]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("vi", ["61,55 %", "65,54 %", "−3,99 điểm phần trăm"]),
        ("en", ["61.55 %", "65.54 %", "−3.99 percentage points"]),
    ],
)
def test_rates_differ_by_percentage_points(lang: str, shown: list[str]) -> None:
    rate, finding = wrong_rate()
    [article] = parsed(report(figures=[rate], findings=[finding]), lang=lang).xpath("//article")
    assert [text(dd) for dd in article.xpath(".//dd")] == shown


def test_the_worst_findings_stand_first() -> None:
    figures, error = broken_sum()
    info = error.model_copy(update={"severity": "info"})
    warning = error.model_copy(update={"severity": "warning"})
    page_ = parsed(report(figures=figures, findings=[info, warning, error]))
    assert [a.get("class") for a in page_.xpath("//article")] == [
        "finding error",
        "finding warning",
        "finding info",
    ]


def test_every_figure_stands_beside_its_quote_grouped_by_scope() -> None:
    page_ = parsed(report(figures=[*row("commune", "Phường 1"), *row("whole")]))
    assert [text(h) for h in page_.xpath('//tr[@class="scope"]')] == [
        "Toàn đơn vị",
        "Cấp xã: Phường 1",
    ]
    rows = page_.xpath('//tr[th[@scope="row"] and td[contains(@class,"quote")]]')
    assert len(rows) == 22
    assert all(len(r.xpath(".//mark")) == 1 for r in rows)


def test_what_is_unsure_comes_before_what_is_sure() -> None:
    torn = figure(
        "withdrawn.total", None, printed="1l", status="unresolved", alternatives=("11", "17")
    )
    page_ = parsed(report(figures=[*row(), torn]))
    first = page_.xpath('//section[@class="document"]//tr[td[contains(@class,"quote")]]')[0]
    assert "Rút hồ sơ" in text(first) and "1l" in text(first) and "11, 17" in text(first)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"consistent": 3}, "Không phát hiện sai lệch trong 3 phép kiểm tra"),
        ({"consistent": 1, "cannot-tell": 2, "blocked": 1}, "3 phép kiểm tra chưa kết luận"),
        ({}, "chưa thể nói số liệu đúng hay sai"),
    ],
)
def test_silence_is_not_agreement(counts: dict[str, int], said: str) -> None:
    page_ = parsed(report(figures=row(), checks=checks(counts=counts)))
    assert said in text(page_)


def test_all_four_outcomes_are_counted() -> None:
    counts = {"consistent": 4, "inconsistent": 3, "cannot-tell": 2, "blocked": 1}
    page_ = parsed(report(figures=row(), checks=checks(counts=counts)))
    shown = [text(o) for o in page_.xpath('//section[@class="document"]/p//span')]
    assert shown == ["4 khớp", "3 không khớp", "2 chưa kết luận được", "1 vướng"]
    assert len(page_.xpath("//details//li")) == 3


def test_the_overview_counts_and_leads_down() -> None:
    figures, finding = broken_sum()
    page_ = parsed(report("a", figures, findings=[finding]), report("b", row(), issuer="B"))
    tiles = {
        text(t.xpath("./dt")[0]): text(t.xpath("./dd")[0])
        for t in page_.xpath('//dl[@class="tiles"]/div')
    }
    assert tiles["Văn bản"] == "2" and tiles["Số liệu"] == "15" and tiles["Lỗi"] == "1"
    targets = [a.get("href")[1:] for a in page_.xpath('//table[@class="list"]//a')]
    assert [bool(page_.xpath(f'//section[@id="{t}"]')) for t in targets] == [True, True]


def test_documents_told_twice_are_named() -> None:
    page_ = parsed(report("a.docx", row()), report("b.docx", row(base=200)))
    [article] = page_.xpath("//article")
    assert "a.docx, b.docx" in text(article)


def test_a_failed_document_says_why() -> None:
    problem = SourceProblem(code="encrypted", page=None, message="Tệp có mật khẩu")
    page_ = parsed(report(status="failed", problems=[problem], issuer=None, period=None))
    [section] = page_.xpath('//section[@class="document"]')
    assert "Tệp có mật khẩu" in text(section) and "Không đọc được" in text(section)
    assert "sai lệch" not in text(section)


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}</style>"


def test_nothing_of_a_document_becomes_markup() -> None:
    figures, finding = broken_sum("unit", HOSTILE)
    bad = figure("resolved.total", 5, "unit", HOSTILE, quote=f"{HOSTILE} 5 {HOSTILE}", printed="5")
    changed = {"message": HOSTILE, "equation": HOSTILE, "code": HOSTILE}
    made = report(
        HOSTILE,
        [*figures, bad],
        issuer=HOSTILE,
        period=("2024-01-01", "2024-01-31", HOSTILE),
        findings=[finding.model_copy(update=changed)],
        problems=[SourceProblem(code="x", page=1, message=HOSTILE)],
    )
    page_ = parsed(made)
    assert not page_.xpath("//script | //img | //iframe | //*[@onerror]")
    assert HOSTILE in page_.text_content()
    assert len(page_.xpath("//style")) == 1


def test_the_page_needs_nothing_else() -> None:
    source = "".join(page([report(figures=row())]))
    assert "default-src 'none'" in source
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|https?://""", source)


def test_the_page_is_accessible() -> None:
    figures, finding = broken_sum()
    twice = report("again.docx", row(), findings=[])
    page_ = parsed(report(figures=figures, findings=[finding]), twice)
    assert page_.get("lang") == "vi"
    assert len(page_.xpath("//h1")) == 1
    levels = [int(h.tag[1]) for h in page_.xpath("//h1|//h2|//h3|//h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert not page_.xpath("//th[not(@scope)]")
    ids = page_.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(text(b) for b in page_.xpath('//*[contains(@class,"badge")]')), "not colour alone"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "soft", "link", "error", "warning", "info"])
@pytest.mark.parametrize("ground", ["error-ground", "warning-ground", "info-ground", "ground"])
def test_text_has_contrast(name: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    css = "".join(page([]))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))
    light, dark = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_control_characters_leave_the_page_whole(tmp_path: Path) -> None:
    path = tmp_path / "trang.html"
    write_page([report(issuer="a\x00b\x1bc", figures=row())], path, "en")
    read = path.read_bytes().decode("utf-8")
    assert "abc" in read and not {"\x00", "\x1b"} & set(read)
    assert 'lang="en"' in read and read.rstrip().endswith("</html>")


def test_no_documents_make_a_page_that_says_so() -> None:
    assert "Không có văn bản nào" in text(parsed())


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2024-03-15", "15/03/2024"), ("2024-03", "03/2024"), (None, None), ("x", "x")],
)
def test_dates_are_shown_as_they_are_written(iso: str | None, shown: str | None) -> None:
    assert vietnamese_date(iso) == shown


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_word_is_in_the_catalogue(lang: Any) -> None:
    """A code that has no text would be shown as it is."""
    figures, finding = broken_sum()
    torn = figure("withdrawn.total", None, printed="1l", status="unresolved", alternatives=("11",))
    about = figure("stopped.total", 5, qualifier="about")
    counts = {"consistent": 1, "inconsistent": 1, "cannot-tell": 1, "blocked": 1}
    made = report(
        figures=[*figures, torn, about],
        findings=[finding, *(finding.model_copy(update={"cause": c}) for c in ("reading",))],
        checks=checks(counts=counts),
    )
    said = text(parsed(made, report("b", row()), report("c", status="failed"), lang=lang))
    assert not re.search(r"\b(?:book|sheet|told)\.[a-z]|\{\w+\}", said)
