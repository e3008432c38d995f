import pytest

from schemas import Anchor, Stated, Submission, Verdict

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


def _stated(name):
    return Stated(value=name, evidence=(Anchor(page=1, text=name),))


def _received(applicant):
    return Submission(file_name="example.pdf", sha256="0" * 64, applicant=applicant)


NAMES = [
    "부산광역시",
    "부산",
    "부산시",
    "부 산 광 역 시",
    "부산광역시장",
    "부산광역시청",
    "강원도",
    "강원특별자치도",
    "강원특별자치도지사",
    "전라북도",
    "전북특별자치도",
    "전북",
    "경기도지사",
    "세종시",
    "충청북도 (과학기술정책과)",
    "인천광역시 미래산업과",
    "대전광역시(기업지원국)",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_an_eligible_government_is_eligible(name, plan, found):
    assert found("applicant-eligible", plan(applicant=_stated(name))).verdict is MET


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("서울특별시", "서울 제외"),
        ("서울시", "서울 제외"),
        ("울산광역시", "2025년 기선정"),
        ("경상남도", "2025년 기선정"),
        ("경남도지사", "2025년 기선정"),
        ("대구", "2025년 기선정"),
        ("전라남도", "2025년 기선정"),
        ("제주도", "2025년 기선정"),
    ],
)
def test_excluded_government_gets_its_own_reason(name, reason, plan, found):
    finding = found("applicant-eligible", plan(applicant=_stated(name)))
    assert finding.verdict is VIOLATED
    assert reason in finding.message
    assert finding.evidence[0].text == name


@pytest.mark.parametrize(
    "name", ["(재)부산테크노파크", "부산광역시 해운대구", "경기도 광주시", "부산대학교", "가나다도", "부산광역시의회"]
)
def test_anything_else_is_not_on_the_list(name, plan, found):
    finding = found("applicant-eligible", plan(applicant=_stated(name)))
    assert finding.verdict is VIOLATED
    assert "공고의 신청 대상 아님" in finding.message


def test_unknown_applicant_is_left_open_with_a_question(plan, found):
    finding = found("applicant-eligible", plan(applicant=None, unknown={"applicant": "표지에 기관명 없음"}))
    assert finding.verdict is UNDETERMINED
    assert "표지에 기관명 없음" in finding.message
    assert finding.question


@pytest.mark.parametrize(("receipt", "verdict"), [("인천시", MET), ("울산시", VIOLATED)])
def test_receipt_stands_in_where_the_plan_names_nobody(receipt, verdict, plan, found):
    finding = found("applicant-eligible", plan(applicant=None), _received(receipt))
    assert finding.verdict is verdict
    assert "접수대장 기준" in finding.message


@pytest.mark.parametrize(
    ("receipt", "verdict"), [("부산시", MET), ("인천광역시", UNDETERMINED), ("예시 접수번호 3", MET), (None, MET)]
)
def test_receipt_that_names_another_government_leaves_it_open(receipt, verdict, plan, found):
    assert found("applicant-eligible", plan(), _received(receipt)).verdict is verdict
