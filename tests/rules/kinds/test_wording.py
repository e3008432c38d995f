from fractions import Fraction

from rules.kinds.wording import listed, rounded_down, rounded_up, shorten, with_object_particle


def test_repairs_are_whole_units_on_the_safe_side():
    assert rounded_up(Fraction(7_000, 6) * 10, 1) == 11_667
    assert rounded_up(Fraction(12_000), 1_000) == 12_000
    assert rounded_down(Fraction(71_796, 10), 1) == 7_179


def test_particles_follow_the_last_syllable():
    assert [with_object_particle(word) for word in ("국비", "자부담", "총사업비")] == [
        "국비를",
        "자부담을",
        "총사업비를",
    ]


def test_long_text_is_cut_and_long_lists_counted():
    assert shorten("가 나\n다") == "가 나 다"
    assert shorten("가" * 99, 10) == "가" * 9 + "…"
    assert listed(["가", "나", "다"], 2) == "가; 나 외 1건"
