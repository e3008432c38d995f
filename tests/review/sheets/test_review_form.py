"""서면검토서: what simsa found is filled in, what only a reviewer can say is left open."""

from io import BytesIO

import docx
import pytest

from records.standing import Standing
from review.sheets.call_sheets import form_name, form_of, sheets_of_call
from review.sheets.review_form import MAX_REMARKS, review_form
from review.sheets.review_form_docx import review_form_docx
from schemas import Citation
from schemas.call import Criterion
from schemas.criteria import CriterionPassage, CriterionPassages
from schemas.errors import UsageError
from tests.review.sheets.conftest import with_title


@pytest.fixture
def form(records, call):
    return review_form(records[1], call, standing=Standing.VALID)


def text_of(content):
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_money_is_shown_with_its_share_and_what_the_limit_wants(form):
    assert ("지방비", "1,981", "17.0%") in form.funding
    assert ("지방비 하한 25%", "17.0%", "위반", "8.0%p 부족(937백만원)") in form.limits
    assert form.unit == "백만원"


def test_each_remark_has_its_computation_its_place_and_what_to_do(form):
    remark = next(each for each in form.remarks if each.name == "지방비 비율")
    assert remark.verdict == "위반"
    assert remark.said == "지방비 비율 22.0%로 하한 25% 미달"
    assert "11쪽" in remark.place
    assert "증액" in remark.needed


def test_document_has_every_part_of_the_form(records, call):
    text = text_of(form_of(records[0], records, call))
    for part in (
        "1. 개요",
        "2. 재원",
        "3. 분야별 사업비",
        "4. 세부사업",
        "5. 지적사항",
        "6. 평가기준별",
        "(서명 또는 인)",
    ):
        assert part in text


def test_criteria_stand_with_what_the_plan_says_to_them(records, call):
    criterion = Criterion(id="able", name="추진 역량", citation=Citation(document="announcement", sentence="역량"))
    passage = CriterionPassage(text="전담 인력 12명이 참여", reason="낱말", evidence=())
    proposal = records[0].proposal.model_copy(
        update={"criteria": (CriterionPassages(criterion="able", passages=(passage,), found=1),)}
    )
    record = records[0].model_copy(update={"proposal": proposal})
    form = review_form(record, call.model_copy(update={"criteria": (criterion,)}), standing=Standing.VALID)
    [opinion] = form.opinions
    assert opinion.criterion == "추진 역량"
    assert opinion.passages == ("‘전담 인력 12명이 참여’",)
    assert "관련 서술: ‘전담 인력" in text_of(review_form_docx(form, record.recorded_at))


def test_plan_with_more_findings_than_a_form_bears_says_how_many_are_left_out(records, call):
    many = records[0].model_copy(update={"findings": records[0].findings * 40})
    form = review_form(many, call, standing=Standing.VALID)
    assert len(form.remarks) == MAX_REMARKS
    assert f"외 {form.remarks_omitted}건 생략" in text_of(review_form_docx(form, many.recorded_at))


def test_unread_file_has_no_form(records, call):
    with pytest.raises(UsageError, match="판독하지 못한 파일"):
        review_form(records[3], call, standing=Standing.UNREAD)


def test_control_characters_and_personal_data_do_not_reach_the_form(records, call):
    record = with_title(records[2], "제목\x00\u202e 담당 홍길동 010-1234-5678")
    text = text_of(form_of(record, [record], call))
    assert "1234-5678" not in text
    assert "\u202e" not in text


def test_same_record_gives_the_same_bytes(records, call):
    assert form_of(records[0], records, call) == form_of(records[0], records, call)


def test_sheets_of_a_call_are_the_book_and_a_form_for_each_plan_that_may_be_chosen(records, call):
    names = [name for name, _ in sheets_of_call(records, call)]
    assert names == ["비교표.xlsx", *(form_name(record) for record in records[:3])]
