"""A target is no achieved figure: by the kind of document, its part, its period and its words."""

from __future__ import annotations

import pytest

from extractor.figures import read_figures
from extractor.head import read_head
from extractor.models import Page
from extractor.repair import repair

HEAD = """UBND HUYỆN B
Số: 8/{type}

B, ngày 12 tháng 4 năm 2024

{title}

"""
REPORT = HEAD.format(type="BC-UBND", title="BÁO CÁO\nKết quả cải cách hành chính quý I năm 2024")
PLAN = HEAD.format(type="KH-UBND", title="KẾ HOẠCH\nCải cách hành chính năm 2024")
RESULT = "I. KẾT QUẢ\nTiếp nhận 1.000 hồ sơ, đã giải quyết 900 hồ sơ.\n\n"
OWN = [("received.total", 1000), ("resolved.total", 900)]

LIST = "- {}.\n- Tiếp tục rà soát quy trình.\n"
AHEAD = [
    "II. PHƯƠNG HƯỚNG, NHIỆM VỤ\n" + LIST,
    "II. CÔNG TÁC TRỌNG TÂM QUÝ II\n" + LIST,
    "II. Kế hoạch công tác tháng 4/2024\n" + LIST,
    "II. Biện pháp khắc phục\n" + LIST,
    "II. ĐỀ XUẤT, KIẾN NGHỊ\n" + LIST,
    "II. Những việc cần làm\n" + LIST,
    "PHẦN THỨ HAI. PHƯƠNG HƯỚNG, NHIỆM VỤ\n\nI. MỤC TIÊU\n" + LIST,
    "Phương hướng, nhiệm vụ quý II/2024\n\n1. {}.\n2. Rà soát quy trình.\n",
    "Trong thời gian tới, UBND huyện thực hiện các nhiệm vụ sau:\n" + LIST,
    "* Nhiệm vụ tháng 4:\n" + LIST,
    "Trong quý II, UBND huyện tập trung: {}.\n",
]
TARGETS = [
    "Tỷ lệ thanh toán trực tuyến đạt 60%",
    "Hồ sơ trễ hạn: 00",
    "Tiếp nhận 1.200 hồ sơ trực tuyến",
    "Hồ sơ TTHC giải quyết đúng hạn 100%",
    "Giải quyết xong 45 hồ sơ quá hạn",
]


def figures(text: str) -> list[tuple[str | None, object]]:
    pages = [repair(Page(number=1, text=text, reader="text"))]
    return [(f.metric, f.value) for f in read_figures(pages, read_head(pages))]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("part", AHEAD)
def test_what_a_report_means_to_do_is_no_figure(part: str, target: str) -> None:
    assert figures(REPORT + RESULT + part.format(target)) == OWN


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_plan_means_to_do_is_no_figure(target: str) -> None:
    assert figures(PLAN + f"I. MỤC TIÊU\n- {target}.\n") == []


RESULTS = [
    "II. TRỰC TUYẾN\n{}\n",
    "UBND huyện đã thực hiện các giải pháp sau:\n- {}.\n",
    "PHƯƠNG HƯỚNG\n\n- Rà soát quy trình.\n\nPHỤ LỤC\n\n{}\n",
    "Phương hướng, nhiệm vụ\n\n1. Rà soát quy trình.\n\nII. TRỰC TUYẾN\n{}\n",
    "Trong thời gian tới, thực hiện các nhiệm vụ sau:\n- Rà soát.\n\nII. TRỰC TUYẾN\n{}\n",
    "Nhiệm vụ sau sắp xếp, trong quý I: {}.\n",
]


@pytest.mark.parametrize("part", RESULTS)
def test_a_result_beside_them_is_read(part: str) -> None:
    said = part.format("Tiếp nhận trực tuyến 700 hồ sơ")
    assert ("received.online", 700) in figures(REPORT + RESULT + said)


@pytest.mark.parametrize(
    "text",
    [
        "Tháng 4 năm 2023, phường giải quyết 6.118 hồ sơ, trễ hẹn 17 hồ sơ.",
        "Quý I năm 2023 giải quyết 6.118 hồ sơ.",
        "Năm 2022 giải quyết 6.118 hồ sơ.",
        "Quý IV năm 2022, phường giải quyết 6.118 hồ sơ, trễ hẹn 17 hồ sơ.",
    ],
)
def test_a_sentence_of_a_time_that_was_over_tells_of_that_time(text: str) -> None:
    told = {
        title: figures(f"UBND XÃ A\n\nBÁO CÁO\n{title}\n\nGiải quyết 5.900 hồ sơ. {text}\n")
        for title in ("Kết quả giải quyết hồ sơ tháng 5 năm 2023", "Kết quả giải quyết hồ sơ")
    }
    own, open_ = told.values()
    assert own == [("resolved.total", 5900)]
    assert ("resolved.total", 6118) in open_
