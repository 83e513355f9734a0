"""The same target or actor in other words: tables of clauses beside what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.orders.days import Signed
from extractor.orders.deadlines import find_deadlines
from extractor.orders.targets import find_targets
from extractor.text import fold
from tests.test_orders import orders

TARGETS = [
    # a clause                                                    metric, comparison, value
    ("không còn đơn vị nào có tỷ lệ trễ hạn trên 3%", [("resolved.late_rate", "<=", "3")]),
    ("không để xã nào đạt tỷ lệ đúng hạn dưới 95%", [("resolved.on_time_rate", ">=", "95")]),
    ("đơn vị nào để tỷ lệ hồ sơ trễ hạn trên 5% thì kiểm điểm", []),
    ("nơi nào để chậm từ 20% số hồ sơ trở lên thì kiểm điểm", []),
    ("lô nào sai quá 1% thì làm lại", []),
    ("giải trình nguyên nhân tỷ lệ trực tuyến đạt dưới 20%", []),
    ("báo cáo tiến độ cho đến khi không còn hồ sơ quá hạn", []),
    ("trả đúng hẹn đạt thấp nhất là 98%", [("resolved.on_time_rate", ">=", "98")]),
    ("xin lỗi đối với 100% hồ sơ trễ hạn", [(None, "=", "100")]),
    ("gửi thư xin lỗi cho 100% trường hợp quá hạn", [(None, "=", "100")]),
    (
        "đúng hạn đạt 99% trở lên; số hồ sơ trễ hạn giảm ít nhất 50%",
        [("resolved.on_time_rate", ">=", "99"), (None, ">=", "50")],
    ),
    (
        "tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn đạt 98%",
        [("resolved.early_or_on_time_rate", "=", "98")],
    ),
    (
        "95% hồ sơ có nghĩa vụ tài chính được thanh toán trực tuyến",
        [("payment.rate", "=", "95")],
    ),
    ("Không còn hồ sơ đất đai quá hạn chuyển sang", [("pending.overdue", "=", "0")]),
    ("Chấm dứt tình trạng hồ sơ quá hạn chưa giải quyết", [("pending.overdue", "=", "0")]),
    ("Hồ sơ quá hạn chưa giải quyết: không có", [("pending.overdue", "=", "0")]),
    ("Hồ sơ quá hạn còn tồn: 0 hồ sơ", [("pending.overdue", "=", "0")]),
    ("không còn hồ sơ trễ hạn không có phiếu xin lỗi", [(None, "=", "0")]),
    ("không để hồ sơ nào quá hạn trên 30 ngày", [(None, "=", "0")]),
    ("Hồ sơ bị mất giấy tờ: không còn", [(None, "=", "0")]),
    ("số hồ sơ giấy bằng 0", [(None, "=", "0")]),
    ("chỉ được yêu cầu bổ sung không quá 01 lần", [(None, "<=", "1")]),
    ("không yêu cầu người dân bổ sung hồ sơ quá 01 lần", [(None, "<=", "1")]),
    ("bảo đảm mỗi Chi nhánh có tối thiểu 04 viên chức", [(None, ">=", "4")]),
    ("Sở Truyền thông bảo đảm mạng không gián đoạn quá 30 phút", [(None, "<=", "30")]),
    ("mỗi ngày nhập ít nhất 30 hồ sơ", [(None, ">=", "30")]),
    ("mỗi tuần giải quyết ít nhất 05 hồ sơ quá hạn", [(None, ">=", "5")]),
    ("sinh hoạt ít nhất mỗi quý một lần", [(None, ">=", "1")]),
    ("kiểm tra ngẫu nhiên ít nhất 80 hồ sơ", [(None, ">=", "80")]),
    ("số hồ sơ còn tồn xuống dưới 50 hồ sơ", [("pending.total", "<", "50")]),
    (
        "trễ hẹn năm ngoái chiếm 6,4%, năm nay kéo xuống dưới 3%",
        [("resolved.late_rate", "<", "3")],
    ),
    (
        "tỷ lệ trễ hạn được đưa từ 7,8% của năm 2021 về không quá 4%",
        [("resolved.late_rate", "<=", "4")],
    ),
    (
        "tỷ lệ đúng hạn đạt 98%; riêng huyện Hồng Dân, huyện Phước Long là 90%",
        [("resolved.on_time_rate", "=", "98"), ("resolved.on_time_rate", "=", "90")],
    ),
    ("ít nhất 9/10 hồ sơ được trả đúng hạn", [("resolved.on_time_rate", ">=", "90")]),
    ("kiểm tra lại ít nhất 9/10 hồ sơ trễ hẹn", [(None, ">=", "90")]),
    ("ít nhất 80/100 hồ sơ được trả đúng hạn", [("resolved.on_time_rate", ">=", "80")]),
    ("phúc tra ít nhất 02/03 đơn vị", [(None, ">=", "2")]),
    ("bốc ngẫu nhiên 1/10 số hồ sơ đã trả", [(None, "=", "10")]),
    ("từ 1/10, các xã nộp hồ sơ trực tuyến", []),
    ("ít nhất một nửa số hồ sơ nộp trực tuyến", [("received.online_rate", ">=", "50")]),
    ("tỷ lệ trễ hạn thấp hơn 2%", [("resolved.late_rate", "<", "2")]),
    ("tỷ lệ đúng hạn không được để dưới 95%", [("resolved.on_time_rate", ">=", "95")]),
    ("tỷ lệ trễ hạn không được vượt ngưỡng 3%", [("resolved.late_rate", "<=", "3")]),
    ("tỷ lệ trễ hạn bằng hoặc dưới 2%", [("resolved.late_rate", "<=", "2")]),
    ("tỷ lệ đúng hạn đạt 95% hoặc cao hơn", [("resolved.on_time_rate", ">=", "95")]),
    ("không được nhiều hơn 5 hồ sơ quá hạn chưa giải quyết", [("pending.overdue", "<=", "5")]),
    ("cao hơn năm trước ít nhất 2 điểm phần trăm", [(None, ">=", "2")]),
    ("tỷ lệ đúng hạn từ 95 - 97%", []),
    ("tăng tỷ lệ hồ sơ trực tuyến thêm 15%", [(None, "=", "15")]),
    ("không hồ sơ nào bị trả chậm", [("resolved.late", "=", "0")]),
    ("không có phản ánh nào bị xử lý quá hạn", [(None, "=", "0")]),
    ("công chức có tỷ lệ trễ hạn trên 5% phải kiểm điểm", []),
    ("cứ 10 hồ sơ thì ít nhất 8 hồ sơ được nộp trực tuyến", [(None, ">=", "8")]),
    ("số thông báo chậm không quá 20 trường hợp", [(None, "<=", "20")]),
    ("số hồ sơ quá hạn còn dưới 60 hồ sơ", [("pending.overdue", "<", "60")]),
    ("không để hồ sơ tồn quá hạn", [("pending.overdue", "=", "0")]),
    ("mỗi tháng không được quá 10 hồ sơ trễ hẹn", [("resolved.late", "<=", "10")]),
    ("trong 3 quý còn lại của năm quét được ít nhất 90 hồ sơ", [(None, ">=", "90")]),
    (
        "98% hồ sơ được giải quyết trước hạn và đúng hạn, tỷ lệ quá hạn không vượt 0,8%",
        [("resolved.early_or_on_time_rate", "=", "98"), ("resolved.late_rate", "<=", "0.8")],
    ),
    (
        "có 12% hồ sơ nộp qua mạng ở mức độ 3 và 5% ở mức độ 4",
        [("online_level3.rate", "=", "12"), ("online_level4.rate", "=", "5")],
    ),
    ("hồ sơ phải được số hóa 100%", [("digitised_records.rate", "=", "100")]),
    ("UBND các xã đưa tỷ lệ đúng hạn lên 98%", [("resolved.on_time_rate", "=", "98")]),
    (
        "yêu cầu tỷ lệ giải quyết đúng hạn từ 99% trở lên",
        [("resolved.on_time_rate", ">=", "99")],
    ),
    (
        "quý II có 60% và quý IV có 80% số hồ sơ được nộp trực tuyến",
        [("received.online_rate", "=", "60"), ("received.online_rate", "=", "80")],
    ),
    (
        "tỷ lệ đúng hạn và tỷ lệ trực tuyến đạt lần lượt 98% và 60%",
        [("resolved.on_time_rate", "=", "98"), ("received.online_rate", "=", "60")],
    ),
    ("không để tỷ lệ trực tuyến thấp hơn 65%", [("received.online_rate", ">=", "65")]),
    (
        "tỷ lệ trực tuyến đạt 60%; riêng phường 3, phường 7 phải từ 75% trở lên",
        [("received.online_rate", "=", "60"), ("received.online_rate", ">=", "75")],
    ),
    ("Phòng Kinh tế đề xuất rút ngắn không dưới 8 quy trình", [(None, ">=", "8")]),
    ("phấn đấu đạt 100% thủ tục cung cấp mức độ 4", [(None, "=", "100")]),
    (
        "ít nhất 35% hồ sơ đất đai, tối thiểu 20% hồ sơ xây dựng nộp trực tuyến",
        [("received.online_rate", ">=", "35"), ("received.online_rate", ">=", "20")],
    ),
    (
        "số hóa hồ sơ đất đai: năm 2026 xong 55%, năm 2027 xong 90%",
        [("digitised_records.rate", "=", "55"), ("digitised_records.rate", "=", "90")],
    ),
    (
        "có ít nhất 10% hồ sơ nộp trực tuyến; quý IV nâng lên 15%",
        [("received.online_rate", ">=", "10"), ("received.online_rate", "=", "15")],
    ),
    (
        "đến quý I có trên 30% hồ sơ nộp trực tuyến và đến cuối năm là 50%",
        [("received.online_rate", ">", "30"), ("received.online_rate", "=", "50")],
    ),
    ("không để tỷ lệ hồ sơ trễ hạn quá 2%", [("resolved.late_rate", "<=", "2")]),
    ("không để tỷ lệ trễ hạn vượt quá 2%", [("resolved.late_rate", "<=", "2")]),
    (
        "tối thiểu 95% hồ sơ trả đúng hạn, không quá 2% trễ hạn",
        [("resolved.on_time_rate", ">=", "95"), ("resolved.late_rate", "<=", "2")],
    ),
    ("đạt ít nhất bảy mươi phần trăm", []),
    ("giải quyết xong toàn bộ 90 hồ sơ quá hạn: 50% trước ngày 20/3", [(None, "=", "50")]),
    ("vận động cho đến khi phải đủ 90 đơn vị", [(None, "=", "90")]),
    ("giảm số hồ sơ trễ hạn quý IV còn không quá 6 hồ sơ", [("resolved.late", "<=", "6")]),
    (
        "số hóa hồ sơ, kết quả giải quyết đạt lần lượt 90% và 95%",
        [("digitised_records.rate", "=", "90"), (None, "=", "95")],
    ),
]


@pytest.mark.parametrize(("clause", "wanted"), TARGETS)
def test_targets_in_other_words(clause: str, wanted: list[tuple[str | None, str, str]]) -> None:
    found = [(t.metric, t.comparison, Decimal(t.value)) for t in find_targets(clause)]
    assert found == [(metric, sign, Decimal(value)) for metric, sign, value in wanted]


ACTORS = [
    # body                                                                       who
    ("1. Giao Phòng Nội vụ kiểm tra công vụ tại 05 xã.", ["Phòng Nội vụ"]),
    ("1. Các đơn vị trực thuộc báo cáo trước ngày 20/4.", ["Các đơn vị trực thuộc"]),
    ("1. Bộ phận tiếp nhận in tờ hướng dẫn.", ["Bộ phận tiếp nhận"]),
    ("1. Tỷ lệ đúng hạn: cấp huyện đạt 98%; cấp xã đạt 96%.", [None, None]),
    ("1. Các đơn vị nêu tại Điều 1 báo cáo hằng tháng.", ["Các đơn vị nêu tại Điều 1"]),
    ("1. Ban Thi đua - Khen thưởng trả hồ sơ đúng hẹn.", ["Ban Thi đua - Khen thưởng"]),
    (
        "1. Phòng Nội vụ rà soát; số hóa của từng xã đạt 90%, riêng các xã vùng cao đạt 70%.",
        ["Phòng Nội vụ", "Phòng Nội vụ", "các xã"],
    ),
    ("1. Bà Phạm Thu Trà báo cáo: tháng 7 còn 163 hồ sơ quá hạn chưa giải quyết.", []),
    ("1. Đối với 12 hồ sơ còn treo, Phòng Tư pháp xử lý xong trong tháng 10.", ["Phòng Tư pháp"]),
    ("1. Về kiến nghị của UBND xã Vạn Ninh xin máy quét: giao Phòng Nội vụ tổng hợp.", [
        "Phòng Nội vụ",
    ]),
    ("1. Trường hợp mất hồ sơ thì công chức tiếp nhận tự kiểm điểm.", ["công chức tiếp nhận"]),
    ("Đề nghị UBND các xã làm một số việc sau:\n\nMột là, niêm yết phí.\n\nHai là, trực.", [
        "UBND các xã", "UBND các xã",
    ]),
    ("1. Bộ phận Tiếp nhận và Trả kết quả nhắn tin cho dân.", [
        "Bộ phận Tiếp nhận và Trả kết quả",
    ]),
    ("1. Phòng Đăng ký và cấp giấy chứng nhận soạn mẫu đơn.", [
        "Phòng Đăng ký và cấp giấy chứng nhận",
    ]),
    ("1. Các xã không có tên trong Bảng 1 báo cáo lý do.", [
        "Các xã không có tên trong Bảng 1",
    ]),
    ("1. Các công chức được phân công tại mục II báo cáo kết quả.", [
        "Các công chức được phân công tại mục II",
    ]),
    ("1. Các phòng được giao chủ trì báo cáo kết quả trước ngày 20/4.", ["Các phòng"]),
    ("1. Đơn vị nào chậm báo cáo, Văn phòng sẽ đề nghị trừ điểm.", ["Văn phòng"]),
    ("1. Bộ phận, cá nhân nào làm sai phải giải trình.", ["Bộ phận, cá nhân nào làm sai"]),
    ("1. Phòng Nội vụ:\n- Đơn vị nào chậm 03 ngày, báo cáo ngay.", ["Phòng Nội vụ"]),
    ("1. Kết quả thực hiện, các phòng gửi về Văn phòng trước ngày 20/4.", ["các phòng"]),
    ("1. Mỗi xã, thị trấn có ít nhất 10 hồ sơ nộp trực tuyến.", ["Mỗi xã, thị trấn"]),
    ("1. Các địa phương phải nâng tỷ lệ số hóa kết quả lên 85%, riêng xã Tam Thái tối thiểu 70%.", [
        "Các địa phương", "xã Tam Thái",
    ]),
    ("1. Các địa phương nâng tỷ lệ số hóa kết quả lên 85%, riêng lĩnh vực đất đai 70%.", [
        "Các địa phương", "Các địa phương",
    ]),
    ("1. Chậm nhất 05 ngày trước khi hết hạn, công chức nhắc người dân.", ["công chức"]),
    ("1. Chậm nhất 10 ngày sau khi Kế hoạch được ban hành, các phòng gửi lịch.", ["các phòng"]),
    ("1. Phòng Nội vụ là đơn vị thường trực, có trách nhiệm theo dõi.", ["Phòng Nội vụ"]),
    ("1. Riêng UBND xã A, là địa phương có số hồ sơ chậm nhiều nhất, phải báo cáo.", [
        "UBND xã A",
    ]),
    ("1. Những việc trên Giám đốc các Chi nhánh phải báo cáo ngay.", ["Giám đốc các Chi nhánh"]),
    ("Yêu cầu các xã báo cáo.\n\nTrong tháng 2, Chi nhánh giải quyết 1.286 hồ sơ.", ["các xã"]),
    ("Theo báo cáo của Văn phòng, toàn huyện còn 48 hồ sơ quá hạn (cấp xã 40 hồ sơ).\n\n"
     "1. Giao Phòng Nội vụ theo dõi.\n2. Yêu cầu các xã rà soát.", ["Phòng Nội vụ", "các xã"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "actors"), ACTORS)
def test_who_is_told_in_other_words(body: str, actors: list[str]) -> None:
    assert [one.actor for one in orders(body).commitments] == actors


def test_a_decision_gives_targets_to_those_behind_it() -> None:
    body = "Giao chỉ tiêu năm 2023 cho các phòng, đơn vị thuộc Sở như sau:\n1. Đúng hạn: 98%."
    assert [one.actor for one in orders(body).commitments] == ["các phòng, đơn vị thuộc Sở"]


def test_late_files_that_a_letter_retells_are_open_where_it_says_so() -> None:
    told = "Toàn huyện có 63 hồ sơ trễ hạn chưa kết thúc.\n\n"
    found = orders(told + "1. Giao Phòng Nội vụ theo dõi.\n2. Yêu cầu các xã rà soát.").inspected
    assert [(one.metric, one.value) for one in found] == [("pending.overdue", 63)]


FOUND = [
    # what a review tells                                                       metric, value
    ("vẫn còn 2.214 hồ sơ quá hạn (Chi nhánh A 742 hồ sơ quá hạn)", [
        ("pending.overdue", 2214), ("pending.overdue", 742),
    ]),
    ("còn 09 hồ sơ trễ hạn", [("resolved.late", 9)]),
    ("còn 15 hồ sơ giải quyết quá hạn", [("resolved.late", 15)]),
    ("tiếp nhận 512 hồ sơ, trong đó 96 hồ sơ nộp trực tuyến", [
        ("received.total", 512), ("received.online", 96),
    ]),
    ("tỷ lệ trễ hạn 6,3%, trong đó đất đai 4,1%", [("resolved.late_rate", Decimal("6.3"))]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), FOUND)
def test_what_was_found_in_other_words(told: str, wanted: list[tuple[str, Decimal]]) -> None:
    found = orders(f"Qua kiểm tra cho thấy: {told}.\n\n1. Giao Phòng Nội vụ theo dõi.").inspected
    assert {(one.metric, one.value) for one in found} == set(wanted)


DEADLINES = [
    # a clause of 10 May 2023                       day, rhythm
    ("trình trước khi bước vào quý III", "2023-06-30", None),
    ("hoàn thành trước năm 2025", "2024-12-31", None),
    ("không để kéo dài sang quý IV", "2023-09-30", None),
    ("dứt điểm 30/9", "2023-09-30", None),
    ("hạn báo cáo 25/5", "2023-05-25", None),
    ("trước 17h00 ngày thứ Sáu (19/5/2023)", "2023-05-19", None),
    ("trong hai ngày 20-21/6/2023", "2023-06-21", None),
    ("trong hai tháng 6 và 7/2023", "2023-07-31", None),
    ("Trong 02 tháng 6 và 7 năm 2023 phải xong", "2023-07-31", None),
    ("một lớp trong tháng 6 và một lớp khác", "2023-06-30", None),
    ("trước kỳ nghỉ lễ 02/9", "2023-09-02", None),
    ("xong trong giai đoạn 2023 - 2025", "2025-12-31", None),
    ("xong trong tháng tới", "2023-06-30", None),
    ("xong trong quý tới", "2023-09-30", None),
    ("xong trong năm tới", "2024-12-31", None),
    ("Tháng 8 mở điểm tiếp nhận lưu động", "2023-08-31", None),
    ("chậm nhất ngày 10 của tháng tiếp theo", None, "month"),
    ("Hằng tháng, chậm nhất vào ngày mùng 5", None, "month"),
    ("hai lần một tuần", None, "week"),
    ("thứ Hai đầu tuần", None, "week"),
    ("3 tháng/lần", None, "quarter"),
    ("6 tháng tự kiểm tra một lần", None, "half-year"),
    ("xong trong 3 quý còn lại của năm", "2023-12-31", None),
    ("mỗi sáng", None, "day"),
    ("công khai danh sách hồ sơ trễ hạn tháng 6/2023", None, None),
    ("kết thúc năm đạt 70%", "2023-12-31", None),
    ("đạt 2% trong quý III và 1% sau đó", "2023-09-30", None),
    ("đạt 30% trong tháng 6 và 5% sau đó", "2023-06-30", None),
    ("rà soát thủ tục (Các sở, ban, ngành; 30/6)", "2023-06-30", None),
    ("gửi Chi cục Thuế (ngày 19/5/2023)", "2023-05-19", None),
    ("số hóa tại các xã (12/12)", None, None),
    ("kiểm tra tối thiểu 02 đợt/năm", None, "year"),
    ("lấy tối thiểu 30 phiếu đánh giá/tháng", None, "month"),
    ("định kỳ ngày 10 của tháng đầu quý", None, "quarter"),
    ("Cứ thứ Năm gửi danh sách hồ sơ", None, "week"),
    ("cứ đến cuối tuần chốt sổ", None, "week"),
    ("cuối tuần báo cáo Chủ tịch", None, "week"),
    ("cứ cuối tháng rà soát một lần", None, "month"),
    ("báo cáo 02 lần/ngày", None, "day"),
    ("tập huấn vào sáng ngày 25/5", "2023-05-25", None),
    ("họp bình xét ngày 29/5/2023.", "2023-05-29", None),
    ("chuẩn bị tài liệu cho phiên họp ngày 29/5/2023.", None, None),
    ("xử lý hồ sơ hẹn trả ngày 29/5/2023.", None, None),
    ("trực tại quầy kể từ thứ Hai, ngày 22/5/2023", None, None),
    ("xong vào giữa tháng 6", "2023-06-15", None),
    ("trình kỳ họp giữa năm 2024", None, None),
    ("đến hết 12/2023", "2023-12-31", None),
    ("theo Quyết định số 12/2024/QĐ-UBND", None, None),
    ("Hết ngày làm việc gửi số liệu", None, "day"),
    ("phấn đấu nằm trong nhóm dẫn đầu cả nước", None, None),
    ("cuối mỗi buổi bàn giao biên lai", None, "day"),
    ("trễ hạn dưới 3%/tháng", None, "month"),
    ("30/6 hoàn thành kết nối", "2023-06-30", None),
    ("Tuần 2 tháng 6 niêm yết lại", "2023-06-14", None),
]


@pytest.mark.parametrize(("clause", "day", "repeat"), DEADLINES)
def test_deadlines_in_other_words(clause: str, day: str | None, repeat: str | None) -> None:
    found = find_deadlines(clause, fold(clause), Signed(2023, "2023-05-10"))
    wanted = [(day, repeat)] if day or repeat else []
    assert [(one.day, one.repeat) for one in found if not one.bare] == wanted


def test_what_follows_the_end_of_a_quarter_has_no_day() -> None:
    clause = "điều chỉnh chỉ tiêu sau khi kết thúc quý III"
    found = find_deadlines(clause, fold(clause), Signed(2023, "2023-05-10"))
    assert [one for one in found if not one.bare] == []


ASKED = [
    # a sentence of which one day is that of a condition, or of whom it is asked
    ("1. Lập tờ trình trong tuần tới (trước 10/4).", ["2023-04-10"]),
    ("1. Gửi danh sách hết hạn trong năm 2024 trước ngày 30/11/2023.", ["2023-11-30"]),
    ("1. Nếu hết tháng 4 chưa ký thì Phòng Tư pháp báo cáo Chủ tịch.", [None]),
    ("1. Trạm xếp cuối vào ngày 30/6 phải giải trình trước ngày 10/7.", ["2023-07-10"]),
    ("1. Từ nay đến 30/6, UBND các xã, thị trấn xếp lại hồ sơ.", ["2023-06-30"]),
    (
        "1. Trực tuyến đạt 5% vào cuối năm 2023, 9% trong tháng 01 và 15% trong tháng 6/2024.",
        ["2023-12-31", "2024-01-31", "2024-06-30"],
    ),
]


@pytest.mark.parametrize(("body", "days"), ASKED)
def test_the_day_is_that_of_what_is_asked(body: str, days: list[str | None]) -> None:
    assert [c.deadline for c in orders(body).commitments] == days


TOLD_BY_WHEN = [
    (
        "I. NHIỆM VỤ\nĐợt 1 (06/4 - 20/4): kiểm đếm hồ sơ.\n"
        "Đợt 2 (21/4 - 15/5): giải quyết nốt; báo cáo tỉnh.",
        ["2023-04-20", "2023-05-15", "2023-05-15"],
    ),
    ("I. NHIỆM VỤ\n- Bước 1 (trước ngày 20/4/2023): kiểm đếm hồ sơ.", ["2023-04-20"]),
    ("1. Thu hồi tiền thu sai; thời hạn thực hiện xong trước ngày 31/10.", ["2023-10-31"]),
    # a sentence                                                          days
    ("1. Phòng Tư pháp xử lý hồ sơ nhận từ 02/3, hoàn thành trước ngày 20/4.", ["2023-04-20"]),
    ("1. Gửi thư xin lỗi.\n- Thời hạn gửi thư: trước ngày 26/4.", ["2023-04-26"]),
]


@pytest.mark.parametrize(("body", "days"), TOLD_BY_WHEN)
def test_by_when_the_item_above_is_to_be_done(body: str, days: list[str]) -> None:
    assert [c.deadline for c in orders(body).commitments] == days


OWN_DAYS = [
    # targets with a time of their own                          days
    ("1. Tỷ lệ trễ hạn của quý IV không quá 1%.", ["2023-12-31"]),
    ("1. Mức độ hài lòng không thấp hơn 90% (năm 2023).", ["2023-12-31"]),
    ("1. Tỷ lệ trực tuyến: quý III đạt 68%, cả năm đạt 75%.", ["2023-09-30", "2023-12-31"]),
    ("1. Hồ sơ trễ hạn năm ngoái chiếm 6,4%, năm nay kéo xuống dưới 3%.", ["2023-12-31"]),
    ("1. Tỷ lệ trực tuyến các tháng cuối năm đạt trên 55%.", ["2023-12-31"]),
    (
        "1. Đúng hạn quý III năm nay phải đạt 93% và quý IV phải đạt 97%.",
        ["2023-09-30", "2023-12-31"],
    ),
    ("1. Hồ sơ trực tuyến: quý II đạt 70%, cả năm 80%.", ["2023-06-30", "2023-12-31"]),
    ("1. Mục tiêu tháng 12: hồ sơ trễ hạn không quá 5 hồ sơ.", ["2023-12-31"]),
    (
        "1. Đến hết tháng 9/2023 tỷ lệ đúng hạn đạt 97%, hết năm đạt 99%.",
        ["2023-09-30", "2023-12-31"],
    ),
    ("1. Hồ sơ trễ hạn: 6 tháng đầu năm không quá 0,8%.", ["2023-06-30"]),
    ("1. Sơ kết hoạt động 6 tháng đầu năm.", [None]),
    ("1. Chỉ tiêu năm 2023: đúng hạn 99%, trực tuyến 60%.", ["2023-12-31", "2023-12-31"]),
]


@pytest.mark.parametrize(("body", "days"), OWN_DAYS)
def test_a_target_has_a_time_of_its_own(body: str, days: list[str | None]) -> None:
    assert [c.deadline for c in orders(body).commitments] == days


MEASURED_ABOVE = [
    # a lead and what stands below it                             who, metric
    ("1. Tỷ lệ hồ sơ trực tuyến:\n- Cấp huyện: 60%;\n- Cấp xã: từ 50% trở lên.", [
        (None, "received.online_rate"), (None, "received.online_rate"),
    ]),
    ("1. Số hóa kết quả giải quyết:\n+ Sở Tư pháp: 100%\n+ Các sở còn lại: 90%", [
        ("Sở Tư pháp", "digitised_results.rate"), ("Các sở còn lại", "digitised_results.rate"),
    ]),
    ("1. Tỷ lệ trễ hạn:\na) Lĩnh vực đất đai: không quá 4%;\nb) Lĩnh vực khác: dưới 1%.", [
        (None, "resolved.late_rate"), (None, "resolved.late_rate"),
    ]),
    ("1. Tỷ lệ thanh toán trực tuyến:\n- Đến hết quý II: 40%.", [(None, "payment.rate")]),
    ("1. Nâng tỷ lệ hồ sơ trực tuyến:\n- Đường truyền tại 100% điểm bưu điện phải được kiểm tra.", [
        (None, None),
    ]),
    ("1. Số hóa kết quả:\n- Toàn bộ (100%) kết quả được ký số.", [(None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), MEASURED_ABOVE)
def test_a_rate_alone_is_of_what_its_lead_measures(
    body: str, wanted: list[tuple[str | None, str | None]]
) -> None:
    found = orders(f"I. CHỈ TIÊU\n{body}").commitments
    assert [(one.actor, one.metric) for one in found] == wanted


def test_a_label_before_a_rate_stands_in_its_quote() -> None:
    found = orders("I. CHỈ TIÊU\n1. Số hóa kết quả:\n+ Phòng Tư pháp: 100%.").commitments
    assert [one.quote for one in found] == ["Phòng Tư pháp: 100%."]


LEADS = [
    # over '1. … đạt 80%. 2. Rà soát quy trình.': whose, and the target's day; the duty has none
    ("Giao chỉ tiêu năm 2023 cho các phòng như sau:", "các phòng", "2023-12-31"),
    ("UBND huyện giao chỉ tiêu năm 2023 cho UBND các xã như sau:", "UBND các xã", "2023-12-31"),
    ("Phân bổ chỉ tiêu quý III/2023 cho các đơn vị:", "các đơn vị", "2023-09-30"),
    ("Năm 2023, toàn huyện phấn đấu:", None, "2023-12-31"),
    ("Ấn định mức phải đạt năm 2023 đối với các phòng, ban:", "các phòng, ban", "2023-12-31"),
    ("Giao các phòng thực hiện một số việc của Kế hoạch năm 2023:", "các phòng", None),
    ("Căn cứ chỉ tiêu năm 2023, đề nghị UBND các xã:", "UBND các xã", None),
]


@pytest.mark.parametrize(("lead", "actor", "day"), LEADS)
def test_the_year_that_targets_are_assigned_for_is_theirs(
    lead: str, actor: str | None, day: str | None
) -> None:
    body = f"{lead}\n1. Tỷ lệ trực tuyến đạt 80%.\n2. Rà soát quy trình."
    found = [(one.actor, one.deadline) for one in orders(body).commitments]
    assert found == [(actor, day), (actor, None)]
