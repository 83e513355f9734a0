"""The line after OCR, on pages as the engine once read them: it may only get better."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli.scans import judge, levels_of
from extractor.errors import UsageError
from extractor.evaluate.results import fallen, kept_form, load_kept
from extractor.evaluate.scans.kinds import KINDS
from extractor.evaluate.scans.records import KEPT, records, save, score_records, wanted
from extractor.models import Page, Sight, Word, Words
from extractor.ocr import languages

CORPUS = Path(__file__).parent.parent / "corpus"


def test_what_is_asked_for_is_recorded_and_says_who_read_it() -> None:
    asked, found = wanted(CORPUS), list(records(CORPUS))
    pairs = {(record.level, record.case.name) for record in found}
    assert pairs == {(level, name) for level in asked.levels for name in asked.documents}
    for record in found:
        assert {record.case.set, record.engine["engine"] != ""} == {asked.set, True}
        assert set(record.engine["data"]) >= {languages.WORDS}
        assert all(page.reader == "ocr" and page.words for page in record.pages)


def test_the_line_makes_no_less_of_the_records_than_when_they_were_made() -> None:
    kept = load_kept(CORPUS / KEPT)
    assert set(kept) == set(wanted(CORPUS).levels)
    assert fallen(kept_form(score_records(CORPUS, judge)), kept) == []


@pytest.mark.skipif(bool(languages.missing()), reason="records name the data of the engine")
def test_a_record_gives_back_its_pages(tmp_path: Path) -> None:
    sight = Sight(0, 2, (("vie", "15"), ("eng", "16")), 0.5, sure=False)
    words = Words([Word(0, 2, (10.0, 10.0, 20.0, 20.0), 0.9)])
    page = Page(1, "15", "ocr", 595.0, 842.0, words, sights=(sight,))
    case = next(records(CORPUS)).case
    first = save(tmp_path, "L1", case.name, [page]).read_bytes()
    assert save(tmp_path, "L1", case.name, [page]).read_bytes() == first
    gold = tmp_path / "tuned" / case.name / "gold.json"
    gold.parent.mkdir(parents=True)
    gold.write_text("{}", encoding="utf-8")
    (record,) = records(tmp_path)
    assert (record.level, record.pages, list(record.result().pages)) == ("L1", (page,), [page])


def test_an_unknown_kind_of_scan_is_named_with_those_there_are() -> None:
    assert levels_of("all") == list(KINDS)
    with pytest.raises(UsageError, match=r"L9.*turned-90"):
        levels_of("L0,L9")
