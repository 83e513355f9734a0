"""Fields of work that a sentence lists: where their names begin and end, and what is counted."""

from __future__ import annotations

import pytest

from tests.passages import Read, read

RT, RN, SL = "received.total", "received.new", "resolved.late"


def listed(metric: str, *pairs: tuple[str, int]) -> list[Read]:
    return [Read(metric, value, "field", name) for name, value in pairs]


ROWS = [
    (
        "a-known-name-with-a-comma",
        "Hồ sơ đã giải quyết quá hạn thuộc lĩnh vực khám bệnh, chữa bệnh (05 hồ sơ), dược (03).",
        listed(SL, ("khám bệnh, chữa bệnh", 5), ("dược", 3)),
    ),
    (
        "a-comma-in-a-list-of-names",
        "Số hồ sơ tiếp nhận theo lĩnh vực: sát hạch, cấp đổi giấy phép 310 hồ sơ; cảng 20 hồ sơ.",
        listed(RT, ("sát hạch, cấp đổi giấy phép", 310), ("cảng", 20)),
    ),
    (
        "and-in-a-name",
        "Số hồ sơ tiếp nhận theo lĩnh vực: cảng 20 hồ sơ; tàu và bến bãi 31 hồ sơ.",
        listed(RT, ("cảng", 20), ("tàu và bến bãi", 31)),
    ),
    (
        "behind-gồm",
        "Tiếp nhận 90 hồ sơ. Gồm chứng thực 60 hồ sơ; đất đai, xây dựng 20 hồ sơ; y tế 10 hồ sơ.",
        [
            Read(RT, 90),
            *listed(RT, ("chứng thực", 60), ("đất đai, xây dựng", 20), ("y tế", 10)),
        ],
    ),
    (
        "a-clause-before-a-comma-is-no-name",
        "Tiếp nhận 90 hồ sơ, chủ yếu của người già, chứng thực 60 hồ sơ, hộ tịch 30 hồ sơ.",
        [Read(RT, 90), *listed(RT, ("chứng thực", 60), ("hộ tịch", 30))],
    ),
    (
        "names-behind-their-numbers",
        "Tiếp nhận mới 90 hồ sơ. Theo loại việc thì 60 hồ sơ là cấp đổi, 30 hồ sơ là thế chấp.",
        [Read(RN, 90), *listed(RN, ("cấp đổi", 60), ("thế chấp", 30))],
    ),
    (
        "capitals-behind-their-numbers",
        "Tiếp nhận mới 90 hồ sơ. Chia theo nghiệp vụ: 60 hồ sơ Chế độ và 30 hồ sơ Sổ - Thẻ.",
        [Read(RN, 90), *listed(RN, ("Chế độ", 60), ("Sổ - Thẻ", 30))],
    ),
    (
        "cases-of-work-are-no-files-of-a-field",
        "Theo loại việc, đã giải quyết xong: cấp đổi 60 trường hợp, thế chấp 30 trường hợp.",
        [],
    ),
    (
        "most-of-all",
        "Tiếp nhận mới 900 hồ sơ. Lĩnh vực có nhiều hồ sơ nhất là đất đai với 300 hồ sơ, kế đến "
        "là hộ tịch với 200 hồ sơ và chứng thực với 100 hồ sơ.",
        [
            Read(RN, 900),
            *listed(RN, ("đất đai", 300), ("hộ tịch", 200), ("chứng thực", 100)),
        ],
    ),
    (
        "most-of-what-is-new",
        "Lĩnh vực nhận mới nhiều nhất là đất đai với 300 hồ sơ, kế đến là hộ tịch với 200 hồ sơ.",
        listed(RN, ("đất đai", 300), ("hộ tịch", 200)),
    ),
    (
        "new-files-by-field",
        "Hồ sơ mới trong quý phân theo lĩnh vực: chứng thực 298, hộ tịch 121, đất đai 11.",
        listed(RN, ("chứng thực", 298), ("hộ tịch", 121), ("đất đai", 11)),
    ),
    (
        "some-of-what-came-in",
        "Tiếp nhận 800 hồ sơ, trong đó mới 760, kỳ trước chuyển sang 40. Các lĩnh vực phát sinh "
        "nhiều hồ sơ: chứng thực 300 hồ sơ, hộ tịch 200 hồ sơ, đất đai 100 hồ sơ.",
        [
            Read(RT, 800),
            Read(RN, 760),
            Read("received.carried_over", 40),
            *listed(RN, ("chứng thực", 300), ("hộ tịch", 200), ("đất đai", 100)),
        ],
    ),
    (
        "all-named-behind-their-numbers",
        "Tiếp nhận 98 hồ sơ. Gồm có 50 hồ sơ chứng thực, 30 hồ sơ hộ tịch, 18 hồ sơ trẻ em cô đơn.",
        [Read(RT, 98), *listed(RT, ("chứng thực", 50), ("hộ tịch", 30), ("trẻ em cô đơn", 18))],
    ),
    (
        "behind-thì-and-new",
        "Nếu chia theo lĩnh vực thì bến bãi, luồng lạch 81 hồ sơ mới; tàu cá 9 hồ sơ mới.",
        listed(RN, ("bến bãi, luồng lạch", 81), ("tàu cá", 9)),
    ),
    (
        "named-ahead-of-what-it-leads",
        "Tiếp nhận mới 90 hồ sơ. Hộ tịch vẫn là lĩnh vực đông nhất với 50 hồ sơ, kế đến là đất đai "
        "30 hồ sơ; hai lĩnh vực này chiếm trên 2/3 số hồ sơ.",
        [Read(RN, 90), *listed(RN, ("Hộ tịch", 50), ("đất đai", 30))],
    ),
    (
        "bare-numbers-behind-long-names",
        "Hồ sơ mới theo lĩnh vực: chứng thực 590; đất đai 198; bảo trợ xã hội, người có công 170.",
        listed(RN, ("chứng thực", 590), ("đất đai", 198), ("bảo trợ xã hội, người có công", 170)),
    ),
    (
        "the-most-of-what-is-new-in-brackets",
        "Phân theo lĩnh vực, hồ sơ mới nhiều nhất là chứng thực (588), kế đến hộ tịch (301).",
        listed(RN, ("chứng thực", 588), ("hộ tịch", 301)),
    ),
    (
        "a-tax-is-the-name-of-a-kind",
        "Chia theo loại hồ sơ tiếp nhận mới: đăng ký mã số 18 hồ sơ; lệ phí trước bạ 29 hồ sơ; xác "
        "nhận nghĩa vụ thuế 57 hồ sơ.",
        listed(RN, ("đăng ký mã số", 18), ("lệ phí trước bạ", 29), ("xác nhận nghĩa vụ thuế", 57)),
    ),
    (
        "bullets-of-work-by-their-sum",
        "Tiếp nhận mới 498 hồ sơ.\nNhận trong quý theo mảng việc:\n* Đầu tư trong nước 226 hồ sơ\n"
        "* Quản lý giá, công sản 189 hồ sơ\n* Đấu thầu 83 hồ sơ",
        [
            Read(RN, 498),
            *listed(RN, ("Đầu tư trong nước", 226), ("Quản lý giá, công sản", 189)),
            *listed(RN, ("Đấu thầu", 83)),
        ],
    ),
    (
        "of-what-is-new-nothing-is-told",
        "Tiếp nhận 800 hồ sơ. Các lĩnh vực phát sinh nhiều hồ sơ: chứng thực 300 hồ sơ, hộ tịch "
        "200 hồ sơ, đất đai 100 hồ sơ.",
        [
            Read(RT, 800),
            *listed(RT, ("chứng thực", 300), ("hộ tịch", 200), ("đất đai", 100)),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_fields(text: str, expected: list[Read]) -> None:
    assert read(text) == expected
