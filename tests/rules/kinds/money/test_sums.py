from schemas import Amount, Anchor, Budget, BudgetEntry, Reading, Repair, SetAside, Source, SumCheck, SumStatus, Verdict

MILLION = 1_000_000


def _amount(value, place, step=MILLION):
    return Amount(krw=value * step, step=step, evidence=(Anchor(page=4, text=place),))


def _check(label, total, parts, status, step=MILLION):
    tolerance = (len(parts) + 1) // 2 * step
    return SumCheck(
        label=label,
        total=_amount(total, f"{label} 합계", step),
        parts=tuple(_amount(part, f"{label} {index}", step) for index, part in enumerate(parts)),
        difference=(total - sum(parts)) * step,
        tolerance=tolerance,
        status=status,
    )


ENTRY = BudgetEntry(source=Source.TOTAL, table=0, krw=1, step=1)
EXACT = _check("재원별 합계", 11_671, [7_000, 2_568, 2_103], SumStatus.EXACT)
ROUNDED = _check("2026년 합계", 5_253, [3_150, 1_155, 947], SumStatus.ROUNDING)
BROKEN = _check("총괄표 총사업비", 11_801, [2_334, 9_337], SumStatus.BROKEN)


def _repair(printed=2_233, repaired=2_103, repairs=1, broken=1, label="총괄표 '자부담' 칸"):
    return Repair(
        printed=_amount(printed, label), label=label, repaired_krw=repaired * MILLION, repairs=repairs, broken=broken
    )


def _plan_with(plan, *sums, repairs=(), entries=(ENTRY,)):
    return plan(budget=Budget(sums=sums, repairs=repairs, entries=entries))


def test_sums_that_hold_are_met(plan, found):
    finding = found("budget-sums", _plan_with(plan, EXACT))
    assert (finding.verdict, finding.message) == (Verdict.MET, "합계 1건 모두 일치")
    assert len(finding.evidence) == 4


def test_difference_within_rounding_is_met_with_the_remark(plan, found):
    finding = found("budget-sums", _plan_with(plan, EXACT, ROUNDED))
    assert finding.verdict is Verdict.MET
    assert "단수차 1건 포함: 2026년 합계 1백만원" in finding.message


def test_broken_sum_says_the_difference_and_the_cell_that_mends_it(plan, found):
    finding = found("budget-sums", _plan_with(plan, EXACT, BROKEN, repairs=(_repair(),)))
    assert finding.verdict is Verdict.VIOLATED
    assert finding.message == (
        "총괄표 총사업비 11,801백만원과 구성 금액 합 11,671백만원 불일치(130백만원): "
        "총괄표 '자부담' 칸이 2,103백만원이면 모두 일치 → 해당 금액 확인 및 정정 필요"
    )
    assert [anchor.text for anchor in finding.evidence] == [
        "총괄표 '자부담' 칸",
        "총괄표 총사업비 합계",
        "총괄표 총사업비 0",
        "총괄표 총사업비 1",
    ]


def test_several_cells_that_would_do_are_all_named(plan, found):
    repairs = (_repair(), _repair(11_801, 11_671, label="총괄표 '총사업비' 칸"))
    message = found("budget-sums", _plan_with(plan, BROKEN, repairs=repairs)).message
    assert "총괄표 '자부담' 칸이 2,103백만원 또는 총괄표 '총사업비' 칸이 11,671백만원이면 모두 일치" in message


def test_one_amount_stated_differently_twice_shows_both(plan, found):
    twice = _check("총괄표·연차표 '총사업비'", 11_801, [11_671], SumStatus.BROKEN)
    message = found("budget-sums", _plan_with(plan, twice)).message
    assert message.startswith("총괄표·연차표 '총사업비' 11,801백만원과 11,671백만원 불일치(130백만원)")


def test_difference_of_exactly_a_unit_is_called_one(plan, found):
    check = _check("총괄표·연차표 '총사업비'", 11_671_000, [11_671], SumStatus.BROKEN, step=1_000)
    message = found("budget-sums", _plan_with(plan, check)).message
    assert "불일치(11,659,329천원, 1,000배로 단위 오류로 보임)" in message


def test_two_cells_that_mend_all_sums_only_together_are_named_together(plan, found):
    private = _check("총괄표·연차표 '자부담'", 2_233, [2_103], SumStatus.BROKEN)
    total = _check("총괄표·연차표 '총사업비'", 11_801, [11_671], SumStatus.BROKEN)
    repairs = tuple(
        Repair(printed=check.total, label=label, repaired_krw=value * MILLION, repairs=1, broken=2)
        for check, label, value in ((private, "총괄표 '자부담' 칸", 2_103), (total, "총괄표 '합계' 칸", 11_671))
    )
    message = found("budget-sums", _plan_with(plan, private, total, EXACT, repairs=repairs)).message
    assert "총괄표 '자부담' 칸이 2,103백만원, 총괄표 '합계' 칸이 11,671백만원이면 모두 일치 →" in message


def test_slip_that_explains_the_cell_stands_behind_it(plan, found):
    swapped = _repair().model_copy(update={"explanation": "두 자리가 바뀐 것으로 보임"})
    other = _repair(11_801, 11_671, label="총괄표 '총사업비' 칸")
    message = found("budget-sums", _plan_with(plan, BROKEN, repairs=(swapped,))).message
    assert "총괄표 '자부담' 칸이 2,103백만원이면 모두 일치(두 자리가 바뀐 것으로 보임) →" in message
    message = found("budget-sums", _plan_with(plan, BROKEN, repairs=(swapped, other))).message
    assert "'자부담' 칸(두 자리가 바뀐 것으로 보임)이 2,103백만원 또는 총괄표 '총사업비' 칸이 11,671백만원" in message


def test_cell_that_mends_only_some_sums_says_how_many(plan, found):
    other = BROKEN.model_copy(update={"label": "2027년 합계"})
    message = found("budget-sums", _plan_with(plan, BROKEN, other, repairs=(_repair(repairs=1, broken=2),))).message
    assert "2건 중 1건 일치" in message
    assert "2027년 합계" in message


def test_cell_that_was_read_with_doubt_is_to_be_checked_before_the_plan_is_blamed(plan, found):
    certain = _repair().model_copy(update={"reading": Reading.CERTAIN})
    doubtful = _repair().model_copy(update={"reading": Reading.DOUBTFUL, "read_otherwise": "2,103"})
    told = {
        name: found("budget-sums", _plan_with(plan, BROKEN, repairs=repairs)).message.partition("모두 일치")[2]
        for name, repairs in {
            "certain": (certain, certain),
            "doubtful": (certain, doubtful),
            "open": (certain, _repair()),
        }.items()
    }
    assert told == {
        "certain": " → 해당 칸 2,103백만원으로 정정 요청(기재 착오 추정)",
        "doubtful": " → 판독 확인 필요(다른 판독 ‘2,103’)",
        "open": " → 해당 금액 확인 및 정정 필요",
    }


def test_sum_that_only_cells_read_with_doubt_break_is_a_question_and_no_fault_of_the_plan(plan, found):
    doubtful = _repair().model_copy(update={"reading": Reading.DOUBTFUL})
    finding = found("budget-sums", _plan_with(plan, BROKEN, repairs=(doubtful,)))
    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.question


def test_sums_that_the_reading_alone_may_have_broken_are_asked_for(plan, found):
    doubt = SetAside(table=3, label="총괄표 '합계'", reason="뜻을 알 수 없는 '자담'이(가) 합계에 드는지 알 수 없음")
    proposal = _plan_with(plan)
    proposal = proposal.model_copy(update={"budget": proposal.budget.model_copy(update={"doubts": (doubt,)})})
    finding = found("budget-sums", proposal)
    assert finding.verdict is Verdict.UNDETERMINED
    assert "총괄표 '합계': 뜻을 알 수 없는 '자담'" in finding.message
    assert finding.question


def test_broken_sum_without_a_single_culprit_asks_to_check(plan, found):
    assert found("budget-sums", _plan_with(plan, BROKEN)).message.endswith("→ 해당 금액 확인 및 정정 필요")


def test_many_broken_sums_are_counted_and_all_kept_as_evidence(plan, found):
    sums = [_check(f"{number}번 합계", 10, [1, 2], SumStatus.BROKEN) for number in range(8)]
    finding = found("budget-sums", _plan_with(plan, *sums))
    assert "외 3건" in finding.message
    assert len(finding.evidence) == 24


def test_nothing_stated_twice_is_nothing_to_compare(plan, found):
    assert found("budget-sums", _plan_with(plan)).verdict is Verdict.NOT_APPLICABLE


def test_missing_budget_leaves_the_sums_open(plan, found):
    finding = found("budget-sums", _plan_with(plan, entries=()))
    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.question
