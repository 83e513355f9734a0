"""What the loss of a word in a garbled text does: small words, halves of labels, marks of parts."""

from __future__ import annotations

import pytest

from extractor.accounts import SOLE
from extractor.book.doubts import borne_by_sums, is_sure
from extractor.match.items import items_of, scan
from extractor.match.mended import small_word
from extractor.models import DocumentHead, Report
from extractor.repair.layout import paragraphs
from extractor.segment import _misread_style as misread_style
from extractor.settle import settle
from tests.test_checks import SOURCE
from tests.test_garbled import garbled


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("cia", "cua"),
        ("cling", "cung"),
        ("vdi", "voi"),
        ("tv", "tu"),
        ("kheng", "khong"),
        ("hodc", "hoac"),
        ("tdi", "tdi"),  # 'tại' or 'tới'
        ("cho", "cho"),
        ("12", "12"),
    ],
)
def test_a_small_word_is_met_misread(seen: str, meant: str) -> None:
    assert small_word(seen) == meant


def test_who_is_named_behind_a_misread_small_word_is_no_subject() -> None:
    """'cùng với 12 xã' adds to the reporter; 'từ UBND các xã' sent them."""
    line = "- UBND huyén cling véi 12 xa, thi tran da tiép nhan 402 ho so."
    assert [f.scope.level for f in garbled(line)] != ["commune"]
    line = "- Da tiép nhan 402 ho so (12 h6 so nhan ban giao tv cap xa; 390 h6 so mdi)."
    assert {f.scope.level for f in garbled(line)} == {"whole"}


def test_what_is_denied_by_a_misread_word_is_not_told() -> None:
    line = "- 140 hé so khéng truc tuyén: 135 hé so nép truc tiép, 05 hé so qua buu dién."
    assert ("received.online", 140) not in [(f.metric, f.value) for f in garbled(line)]


def test_who_gets_a_thing_behind_a_comma_counts_nothing() -> None:
    line = "- Giao 90 nhiém vy cho cac sd, UBND cac huyén; da hoan thanh 70 nhiém vu."
    assert {f.scope.level for f in garbled(line) if f.value == 70} == {"whole"}


@pytest.mark.parametrize(
    "label", ["trudc va dung han", "trwéc va dung han", "trdéc va dung han", "trw6c va dung han"]
)
def test_a_label_of_two_halves_is_one_however_misread(label: str) -> None:
    (term,) = (i for i in items_of(scan(f"{label} 90", damaged=True)) if i.role == "term")
    assert term.feature == "early_ontime"


def test_a_label_of_several_words_is_not_cut_to_its_end() -> None:
    items = items_of(scan("Tai bé phan mot ctva cua UBND huyén: nhan 90", damaged=True))
    assert [i.scope.level for i in items if i.scope is not None] == ["own"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("- Da giai quyét 100 ho so: xwqz va dung han 90 ho so, tré han 10 ho so.", 90),
        ("- Tiép nhan 100 ho so: truc tiép va xwqz wqpx 90 ho so, truc tuyén 10 ho so.", 90),
        ("- Tiép nhan 100 ho so: truc tuyén 10 ho so, 90 ho so nép truc tiép hodc xwqz wqpx.", 90),
        ("- Da giai quyét 100 ho so; cha dung han 90 ho so.", 90),  # 'chưa'
    ],
)
def test_a_label_joined_to_a_lost_one_is_in_doubt_whatever_adds_up(line: str, value: int) -> None:
    report = settle(Report(source=SOURCE, figures=garbled(line)))
    (figure,) = (f for f in report.figures if f.value == value)
    assert (figure.reading.around, figure.status) == ("text-half", "unresolved")
    assert not is_sure("text-half") and not borne_by_sums("text-half")


def test_the_rate_of_half_a_label_is_in_doubt_with_it() -> None:
    line = "- Da giai quyét 100 ho so; xwqz va truéc han 90 ho so, dat 90%."
    told = {f.value: f.reading.around for f in garbled(line)}
    assert told[90] == "text-half"
    assert {f.reading.around for f in garbled(line) if f.metric.endswith("_rate")} == {"text-half"}


def test_a_label_joined_to_the_next_number_is_in_no_doubt() -> None:
    line = "- Da giai quyét 100 ho so: truéc han 40 ho so, dung han 50 ho so va xwqz 10 ho so."
    assert "text-half" not in [f.reading.around for f in garbled(line)]


def test_a_level_that_only_completes_the_account_of_all_is_in_doubt() -> None:
    whole = "- Tiép nhan 900 ho so. Da giai quyét 800 ho so."
    rest = "- 100 ho so dang giai quyét tai cac sd, nganh, trong dé 90 ho so trong han."
    told = {f.value: f.reading.around for f in garbled(whole, rest) if f.scope.level != "whole"}
    assert set(told.values()) <= {"text-split"}
    more = "- Cac sd, nganh: tiép nhan 300 ho so, da giai quyét 200 ho so, dang giai quyét 100."
    assert "text-split" not in [f.reading.around for f in garbled(whole, more)]


def test_who_opens_with_words_nobody_knows_beside_a_named_body_is_in_doubt() -> None:
    named = "a) Trung tam Phuc vu hanh chinh cong huyén: tiép nhan 355 ho so."
    lost = garbled(named, "b) O wqx xpz: tiép nhan 402 ho so.")
    assert {f.value: f.reading.around for f in lost}[402] == "text-beside"
    told = garbled(named, "b) Trong quy da tiép nhan 402 ho so.")
    assert {f.value: f.reading.around for f in told}[402] != "text-beside"


def test_whom_a_passage_names_behind_its_figures_is_not_whom_they_are_of() -> None:
    level = "- Cac so, nganh: tiép nhan 355 ho so, da giai quyét 351 ho so."
    lost = "- Tai wqx xpz: tiép nhan 402 ho so, da giai quyét 390 ho so (xa Tan Lap 12 ho so)."
    told = {f.value: f.reading.around for f in garbled(level, lost)}
    assert told[402] == "text-beside"


@pytest.mark.parametrize("text", ["SO hod so nop truc tuyén", "S6 hod so tiép nhan"])
def test_the_noun_of_files_is_not_taken_for_digitising(text: str) -> None:
    features = [i.feature for i in items_of(scan(f"{text} 90", damaged=True)) if i.feature]
    assert "unit:file" in features and "digitise" not in features
    digitised = items_of(scan("S6 héa két qua 90", damaged=True))
    assert "digitise" in [i.feature for i in digitised]


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("ill. Ket qua giai quyét", "I"),
        ("IL. Ket qua giai quyét", "I"),
        ("Vl. Ket qua giai quyét", "I"),
        ("Tl. Ket qua giai quyét", "I"),
        ("Il. ket qua", "plain"),
        ("la. Ket qua", "plain"),
        ("11. Ket qua", "plain"),  # a number is met before
    ],
)
def test_a_part_is_met_by_the_strokes_of_its_number(line: str, style: str) -> None:
    assert misread_style(line) == style


def test_a_part_whose_number_was_misread_begins_a_paragraph() -> None:
    text = "- Da tiép nhan 402 ho so (tré han 00 hé so).\nill. Dich vu cong truc tuyén"
    assert [text[a:b][:4] for a, b in paragraphs(text)] == ["- Da", "ill."]


def test_figures_that_sums_bear_out_are_of_the_one_account_as_well() -> None:
    figures = garbled("- Cac xa da tiép nhan 50 ho so, da giai quyét 48 ho so (tré han 2).")
    unsure = tuple(
        f.model_copy(
            update={
                "status": "unresolved",
                "note": "surroundings-unread",
                "reading": f.reading.model_copy(update={"around": "text-some"}),
            }
        )
        for f in garbled(
            "- Cac xa: tiép nhan 50 ho so, da giai quyét 48 ho so, dang giai quyét 2 ho so."
        )
    )
    assert figures and unsure
    report = Report(source=SOURCE, document=DocumentHead(), figures=unsure)
    read = [f for f in settle(report).figures if f.status == "read"]
    assert read and {f.note for f in read} == {SOLE}
