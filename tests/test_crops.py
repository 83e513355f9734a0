"""The picture beside a figure: the right line of the right page, marked, once, and not too many."""

from __future__ import annotations

import base64
import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import html
from PIL import Image, ImageDraw

from extractor.across import Joined
from extractor.cli import main
from extractor.models import (
    Box,
    Change,
    Cited,
    DocumentHead,
    Explanation,
    Figure,
    Finding,
    Page,
    PartReading,
    ReadResult,
    Report,
    Source,
    Step,
    Word,
    Words,
)
from extractor.ocr import languages
from extractor.settings import Limits
from extractor.shelf import Shelf
from extractor.stages import Cleaned, nowhere
from extractor.writers.crops import cut, gallery, wanted
from extractor.writers.crops.gallery import name_of
from extractor.writers.crops.send import Crops
from extractor.writers.crops.wanted import upright
from extractor.writers.page import page as html_page
from tests.makers.copies import arrived
from tests.makers.pdf import PageBreak, render
from tests.reports import figure, report
from tests.test_ocr_engine import NEXT, TEXT, scanned

WIDE, HIGH = 600.0, 840.0
RED, BLUE = (200, 30, 30), (30, 30, 200)


def line(text: str, top: float, left: float = 60.0) -> list[tuple[str, Box]]:
    """Words of a line, 10 points high, a letter 6 points wide."""
    found = []
    for word in text.split():
        width = 6.0 * len(word)
        found.append((word, (left, top, left + width, top + 10)))
        left += width + 6
    return found


def page(rows: list[list[tuple[str, Box]]], number: int = 1, **more: Any) -> Page:
    text, words = "", []
    for row in rows:
        for word, box in row:
            words.append(Word(len(text), len(text) + len(word), box))
            text += word + " "
        text = text[:-1] + "\n"
    kept = {"reader": "ocr", "width": WIDE, "height": HIGH, **more}
    return Page(number=number, text=text, words=Words(words), **kept)


ROWS = [line("tiếp nhận 1.465 hồ sơ, trong đó mới 1.303", 100), line("đã giải quyết 1.196", 130)]


def at(found: Page, printed: str, metric: str = "received.total", **more: Any) -> Figure:
    """A figure that was read from the page."""
    start = found.text.index(printed)
    row = found.text.rfind("\n", 0, start) + 1
    made = figure(metric, 1, printed=printed, id=printed, page=found.number, **more)
    evidence = made.evidence.model_copy(
        update={
            "quote": found.text[row : start + len(printed)],
            "start": row,
            "end": start + len(printed),
            "printed_start": start,
            "printed_end": start + len(printed),
        }
    )
    return made.model_copy(update={"evidence": evidence})


def error(*ids: str, severity: Any = "error") -> Finding:
    return Finding(code="sum-mismatch", severity=severity, figures=ids)


# ------------------------------------------------------------------------ what is wanted


def test_figures_of_one_line_share_its_picture() -> None:
    found = page(ROWS)
    asked = wanted.wanted(
        report(figures=[at(found, "1.465"), at(found, "1.303"), at(found, "1.196")]), [found]
    )
    assert [(spot.key, spot.strip) for spot in asked.spots] == [
        ("1.465", 0),
        ("1.303", 0),
        ("1.196", 1),
    ]
    first, second = (strip.box for strip in asked.strips)
    assert first[0] <= 60 and first[2] >= 60 + 6 * 41
    assert 88 < first[1] < 100 and 110 < first[3] < 122 and second[1] > 115
    spot = asked.spots[0]
    place = found.words.over(*(lambda i: (i, i + 5))(found.text.index("1.465")))
    assert place is not None
    assert spot.marks[0] == pytest.approx(
        (place[0] - first[0], place[1] - first[1], place[2] - first[0], place[3] - first[1])
    )
    assert len(spot.words) == 2, "the words of the quote, and no others"
    assert asked.left == 0


def test_what_must_be_looked_at_comes_first() -> None:
    found = page([line(f"số {n}.000", 60 + 30 * n) for n in range(1, 6)])
    figures = [at(found, f"{n}.000") for n in range(1, 5)]
    figures.append(at(found, "5.000", status="unresolved"))
    findings = [error("4.000"), error("3.000", severity="warning"), error("2.000", severity="info")]
    asked = wanted.wanted(report(figures=figures, findings=findings), [found])
    assert [spot.key for spot in asked.spots] == ["5.000", "4.000", "3.000", "1.000", "2.000"]


def test_there_are_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "MOST", 2)
    found = page([line(f"số {n}.000 và {n}.001", 60 + 30 * n) for n in range(1, 6)])
    figures = [at(found, f"{n}.00{i}") for n in range(1, 6) for i in (0, 1)]
    asked = wanted.wanted(report(figures=figures), [found])
    assert (len(asked.strips), len(asked.spots), asked.left) == (2, 4, 6)


def test_text_that_was_no_picture_gets_none() -> None:
    found = page(ROWS, reader="text-layer")
    asked = wanted.wanted(report(figures=[at(found, "1.465")]), [found])
    assert asked == wanted.Wanted((), (), 0)


def test_a_part_of_the_head_in_doubt_is_shown() -> None:
    found = page([line("Số: 23/BC-UBND", 60)])
    doubt = PartReading(status="unresolved", page=1, bbox=(60, 60, 150, 70))
    sure = PartReading(page=1, bbox=(60, 60, 150, 70))
    made = report().model_copy(
        update={"document": DocumentHead(readings={"number": doubt, "date": sure})}
    )
    assert [spot.key for spot in wanted.wanted(made, [found]).spots] == ["head:number"]


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, (10, 20, 40, 30)),
        (1, (HIGH - 30, 10, HIGH - 20, 40)),
        (2, (WIDE - 40, HIGH - 30, WIDE - 10, HIGH - 20)),
        (3, (20, WIDE - 40, 30, WIDE - 10)),
    ],
)
def test_a_box_turns_with_its_page(turns: int, box: Box) -> None:
    found = page([])
    assert upright((10, 20, 40, 30), found, turns) == box


# ------------------------------------------------------------------------- what is shown


def drawn(path: Path, boxes: dict[tuple[int, int, int], Box], turned: int = 0) -> Source:
    """A scan of 144 dpi with coloured boxes; lying on its side, if it is to be turned."""
    shade = Image.new("RGB", (round(WIDE * 2), round(HIGH * 2)), (245, 245, 245))
    pen = ImageDraw.Draw(shade)
    for colour, box in boxes.items():
        pen.rectangle([side * 2 for side in box], fill=colour)
    if turned:
        shade = shade.rotate(turned, expand=True)  # counter-clockwise: to be turned back
    shade.save(path, dpi=(144, 144))
    return arrived(path)


def kept(source: Source, made: Report, *pages: Page, folder: Path) -> dict[str, Any]:
    """What is kept of a document's pictures."""
    from extractor.repair import repair

    crops = Crops(folder, Limits())
    read = ReadResult(source, Shelf())
    crops.keeping(nowhere)(Cleaned(read, Shelf(repair(page) for page in pages)))
    crops.write(made)
    path = folder / name_of(made)
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def colour_at(strip: dict[str, Any], box: list[float]) -> Any:
    """The middle of a box in a line's picture."""
    with Image.open(io.BytesIO(base64.b64decode(strip["data"]))) as image:
        across, down = image.width / strip["size"][0], image.height / strip["size"][1]
        x, y = (box[0] + box[2]) / 2 * across, (box[1] + box[3]) / 2 * down
        return image.convert("RGB").getpixel((round(x), round(y)))


def near(one: Any, other: tuple[int, int, int]) -> bool:
    return bool(np.abs(np.subtract(one, other)).max() < 40)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_is_where_it_is_marked(turned: int, tmp_path: Path) -> None:
    found = page(ROWS)
    boxes = {RED: found.words[2].box, BLUE: found.words[3].box}
    assert found.text[found.words[2].start : found.words[2].end] == "1.465"
    source = drawn(tmp_path / "scan.png", boxes, turned)
    lying = page([], width=HIGH, height=WIDE) if turned % 180 else page([])
    words = Words(
        Word(w.start, w.end, upright(w.box, page([]), (4 - turned // 90) % 4)) for w in found.words
    )
    lying = Page(
        1, found.text, "ocr", lying.width, lying.height, words, steps=(Step("turned", turned),)
    )
    told = kept(source, report(figures=[at(found, "1.465")]), lying, folder=tmp_path)
    (strip,), (spot,) = told["strips"], told["spots"]
    assert near(colour_at(strip, spot["marks"][0]), RED)
    _, top, right, bottom = spot["marks"][0]
    beside = [right + 6, top, right + 18, bottom]
    assert near(colour_at(strip, beside), BLUE)


def test_no_picture_of_another_file(tmp_path: Path) -> None:
    found = page(ROWS)
    source = drawn(tmp_path / "scan.png", {RED: found.words[2].box})
    Image.new("RGB", (1200, 1680), BLUE).save(tmp_path / "scan.png", dpi=(144, 144))
    told = kept(source, report(figures=[at(found, "1.465")]), found, folder=tmp_path)
    assert [strip["data"] for strip in told["strips"]] == [""]


def test_a_document_of_text_keeps_nothing(tmp_path: Path) -> None:
    found = page(ROWS, reader="text-layer")
    source = drawn(tmp_path / "scan.png", {})
    assert kept(source, report(figures=[at(found, "1.465")]), found, folder=tmp_path) == {}


def test_all_pictures_of_a_document_together_have_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page([line(f"số {n}.000", 60 + 30 * n) for n in range(1, 6)])
    source = drawn(tmp_path / "scan.png", {RED: (60, 60, 500, 300)})
    figures = [at(found, f"{n}.000") for n in range(1, 6)]
    every = [
        s["data"] for s in kept(source, report(figures=figures), found, folder=tmp_path)["strips"]
    ]
    assert all(every)
    size = len(base64.b64decode(every[0]))
    monkeypatch.setattr(cut, "MOST_BYTES", size * 2)
    asked = wanted.wanted(report(figures=figures), [found])
    body = [{"number": n, **wanted_strip(strip)} for n, strip in enumerate(asked.strips)]
    (tmp_path / cut.ASKED).write_text(json.dumps(body))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert list(cut.cut(source, Limits())) == []
    assert 1 <= len(list(tmp_path.glob("*.webp"))) < 5


def wanted_strip(strip: wanted.Strip) -> dict[str, Any]:
    return {"page": strip.page, "quarters": strip.quarters, "box": strip.box, "rank": strip.rank}


# ----------------------------------------------------------------------------- on the page


@pytest.fixture
def shown(tmp_path: Path) -> tuple[Report, Path]:
    """A report of a scan, and the folder of its pictures."""
    found = page(ROWS)
    source = drawn(tmp_path / "scan.png", {RED: found.words[2].box})
    figures = [
        at(found, "1.465"),
        at(found, "1.303", "received.new"),
        at(found, "1.196", "resolved.total", status="unresolved", alternatives=("1.195",)),
    ]
    made = report(figures=figures, findings=[error("1.465", "1.303")])
    doubt = PartReading(status="unresolved", page=1, bbox=(60, 100, 150, 110), alternatives=("24",))
    made = made.model_copy(
        update={"document": DocumentHead(number="23", readings={"number": doubt})}
    )
    kept(source, made, found, folder=tmp_path)
    return made, tmp_path


def parsed(made: Report, folder: Path | None, lang: Any = "vi") -> Any:
    return html.fromstring("".join(html_page([made], lang, folder)))


def test_every_shot_shows_a_line_that_is_on_the_page_once(shown: tuple[Report, Path]) -> None:
    tree = parsed(*shown)
    ids = tree.xpath("//image/@id")
    assert len(ids) == len(set(ids)) == 2
    uses = [use.get("href")[1:] for use in tree.xpath("//use")]
    assert len(uses) == 5, "three figures, one finding, one part of the head"
    assert set(uses) == set(ids)
    assert not tree.xpath("//img")


def test_unresolved_figures_with_their_pictures_come_first(shown: tuple[Report, Path]) -> None:
    rows = parsed(*shown).xpath('//tr[td[contains(@class,"quote")]]')
    assert ["1.196" in row.text_content() for row in rows] == [True, False, False]
    for row in rows:
        (shot,) = row.xpath(".//svg")
        assert shot.get("role") == "img" and "trang 1" in shot.get("aria-label")
        assert len(shot.xpath('./rect[@class="mark"]')) == 1


def test_a_finding_shows_its_numbers_in_one_picture(shown: tuple[Report, Path]) -> None:
    (article,) = parsed(*shown).xpath("//article")
    shots = article.xpath(".//svg")
    assert [len(shot.xpath('./rect[@class="mark"]')) for shot in shots] == [2]


def test_an_explanation_stands_beside_the_picture_of_its_figure(shown: tuple[Report, Path]) -> None:
    made, folder = shown
    wrong = made.figures[0]
    change = Change.model_validate({"figure": wrong.id, "from": "1.465", "to": "1.456"})
    slip = Explanation(act="slip", cause="reading", odds=0.9, changes=(change,))
    printed = Explanation(act="as-printed", cause="unknown", odds=0.1)
    finding = made.findings[0].model_copy(update={"explanations": (slip, printed)})
    tree = parsed(made.model_copy(update={"findings": (finding,)}), folder)
    first, last = tree.xpath('//ul[@class="hints"]/li')
    (shot,) = first.xpath(".//svg")
    assert "1.465" in shot.get("aria-label") and "1.303" not in shot.get("aria-label")
    assert len(shot.xpath('./rect[@class="mark"]')) == 1
    assert not last.xpath(".//svg")


def test_a_finding_over_documents_shows_each_figure_as_its_own_page_has_it(
    shown: tuple[Report, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = shown
    text = report("text.txt", [figure("pending.total", 12)])
    cited = tuple(
        Cited(document=r.source.path, sha256="", issuer="", period="", figure=r.figures[0])
        for r in (made, text)
    )
    finding = Finding(
        code="carry-over-mismatch", severity="warning", cited=cited, equation="1.465 ≠ 12"
    )
    joined = Joined(findings=(finding,))
    monkeypatch.setattr("extractor.writers.page.join", lambda given, lang: joined)
    tree: Any = html.fromstring("".join(html_page([made, text], "vi", folder)))
    (article,) = tree.xpath('//section[@aria-labelledby="across"]//article')
    first, second = article.xpath('.//ul[@class="evidence"]/li')
    (shot,) = first.xpath(".//svg")
    assert "1.465" in shot.get("aria-label") and made.source.path in first.text_content()
    assert not second.xpath(".//svg") and "12" in second.xpath(".//q")[0].text_content()
    places = [article.text_content().index(part) for part in ("1.465 ≠ 12", made.source.path)]
    assert places == sorted(places)


def test_a_doubtful_part_of_the_head_says_so_beside_its_picture(shown: tuple[Report, Path]) -> None:
    (part,) = parsed(*shown).xpath('//dl[@class="head"]/div[dd/svg]')
    said = " ".join(part.text_content().split())
    assert "23" in said and "có thể là 24" in said


def test_what_was_not_read_is_not_said_to_be_missing(shown: tuple[Report, Path]) -> None:
    made, folder = shown
    unread = made.document.model_copy(update={"number": None})
    tree = parsed(made.model_copy(update={"document": unread}), folder)
    (part,) = tree.xpath('//dl[@class="head"]/div[dd/svg]')
    assert "không có trên văn bản" not in part.text_content()
    assert "có thể là 24" in " ".join(part.text_content().split())


def test_the_page_with_pictures_needs_nothing_else(shown: tuple[Report, Path]) -> None:
    source = "".join(html_page([shown[0]], "vi", shown[1]))
    assert "img-src data:" in source
    assert not re.search(
        r"""(?:src|href)=["'](?!#|data:image/webp)|url\(|@import|https?://""", source
    )


def test_a_printed_number_is_text_in_its_picture_too(shown: tuple[Report, Path]) -> None:
    made, folder = shown
    bad = made.figures[0].model_copy(update={"printed": '"><script>alert(1)</script>'})
    tree = parsed(made.model_copy(update={"figures": (bad, *made.figures[1:])}), folder)
    assert not tree.xpath("//script")
    assert any("script" in label for label in tree.xpath("//svg/@aria-label"))


def test_what_has_no_room_is_counted(
    shown: tuple[Report, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = shown
    monkeypatch.setattr(gallery, "MOST_BYTES", 1)
    tree = parsed(made, folder)
    assert not tree.xpath("//image") and not tree.xpath("//use")
    assert "4 chỗ trên trang quét không kèm ảnh" in tree.text_content()


def test_what_is_most_needed_has_room_first(
    shown: tuple[Report, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = shown
    told = json.loads((folder / name_of(made)).read_text())
    most = max(len(s["data"]) for s in told["strips"] if s["rank"] == 0)
    told["strips"].append({"size": [9, 9], "rank": 3, "data": "A" * 10 * most})
    (folder / name_of(made)).write_text(json.dumps(told))
    monkeypatch.setattr(gallery, "MOST_BYTES", 2 * most)
    assert len(parsed(made, folder).xpath("//image")) == 2


@pytest.mark.parametrize("spoil", [b"", b"{", b"[]x"])
def test_pictures_that_were_not_kept_whole_are_none(
    spoil: bytes, shown: tuple[Report, Path]
) -> None:
    made, folder = shown
    (folder / name_of(made)).write_bytes(spoil)
    assert not parsed(made, folder).xpath("//use")


@pytest.mark.slow
@pytest.mark.skipif(bool(languages.missing()), reason="language data are missing")
def test_the_report_of_a_scan_shows_each_figure(tmp_path: Path) -> None:
    digital = render(tmp_path / "digital.pdf", [TEXT, PageBreak(), NEXT])
    path, out = scanned(digital, tmp_path / "scan.pdf"), tmp_path / "page.html"
    assert main(["report", str(path), "-o", str(out), "--cache", "none"]) == 0
    tree: Any = html.fromstring(out.read_text(encoding="utf-8"))
    rows = tree.xpath('//tr[td[contains(@class,"quote")]]')
    assert len(rows) > 7
    assert all(len(row.xpath(".//svg")) == 1 for row in rows)
    assert out.stat().st_size < 1_000_000
