"""Each rule fires, and says so in the explanation and, where it accepts, in the result."""

from __future__ import annotations

import pytest

from geoextract import GeoExtractor
from geoextract.mentions.names import NameType
from geoextract.mentions.scan import Scanner
from geoextract.resolution.rules import ACCEPT, RULES, Rule, decide, first_to_speak, plan, rejected_unless

CASES = {
    "never_without_trigger": ("قال إن الأمر كان صعبا.", "كان"),
    "never_demonym": ("خسر المصرف مبلغا ماليا كبيرا.", "ماليا"),
    "spelling": ("فاز الفريق بلقب كأس الخليج.", "كأس"),
    "vocalization": ("قياس قُطْر الدائرة.", "قُطْر"),
    "food": ("رش عليه جوز الهند.", "الهند"),
    "personal_name": ("وصف الكاتب رحلة كريستوفر كولومبوس.", "كولومبوس"),
    "long_name": ("زار الوفد الولايات المتحدة.", "الولايات المتحدة"),
    "unambiguous_name": ("زار الوفد أوكرانيا.", "أوكرانيا"),
    "inflected_demonym": ("انسحب اللبنانيون من القاعة.", "اللبنانيون"),
    "governed_demonym": ("التقى الوزير بأوكراني في الفندق.", "أوكراني"),
    "locative": ("انعقد الاجتماع بأباشيري أمس.", "أباشيري"),
}
"""For each rule a text and the candidate in it that the rule decides."""


def test_every_rule_has_a_case() -> None:
    assert list(CASES) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_speaks(extractor: GeoExtractor, rule: Rule) -> None:
    text, surface = CASES[rule.name]
    (found,) = (row for row in extractor.explain(text) if row["text"] == surface)
    accepted = rule.probability >= ACCEPT
    assert (found["rule"], found["mention"], found["accepted"]) == (rule.name, rule.probability, accepted)
    entities = {entity.text: entity.rule for entity in extractor(text).entities}
    assert entities.get(surface) == (rule.name if accepted else None)
    assert rule.why


@pytest.mark.parametrize(
    ("text", "surface", "silent"),
    [
        ("زار الوفد مدينة كان الفرنسية.", "كان", "never_without_trigger"),
        ("شهدت مالي انقلابا، وقال الرئيس المالي إنه باق.", "المالي", "never_demonym"),
        ("زار أمير قَطَر بيروت.", "قَطَر", "vocalization"),
        ("انتقل الخبر إلى الهند.", "الهند", "food"),
        ("يخشى فريق جورج واشنطن الخسارة.", "واشنطن", "unambiguous_name"),
    ],
)
def test_a_rule_is_silent(extractor: GeoExtractor, text: str, surface: str, silent: str) -> None:
    found = [row for row in extractor.explain(text) if row["text"] == surface]
    assert found
    assert silent not in {row["rule"] for row in found}


@pytest.mark.parametrize(
    ("text", "surface", "rule"),
    [
        ("بدأ الوزير زيارة لأباشيري أمس.", "أباشيري", "locative"),
        ("وقع ذلك في مناطق كأباشيري وغيرها.", "أباشيري", "locative"),
        ("زار الوفد القاهرة وأباشيري أمس.", "أباشيري", "locative"),
        ("وصلت القوات الفرنسية والأوكرانية إلى الحدود.", "الأوكرانية", "governed_demonym"),
        ("أعلن الفريقان الفرنسي والغرناطي ذلك.", "الغرناطي", "governed_demonym"),
        ("زار الوفد العاصمة ومحمود آباد أمس.", "محمود آباد", "long_name"),
        ("وصل الوفد إلى دائرة رمضان جمال أمس.", "رمضان جمال", "long_name"),
    ],
)
def test_a_rule_speaks_of_what_is_certain_by_grammar(
    extractor: GeoExtractor, text: str, surface: str, rule: str
) -> None:
    assert {entity.text: entity.rule for entity in extractor(text).entities}.get(surface) == rule


@pytest.mark.parametrize(
    ("text", "surface", "silent"),
    [
        ("قال أحمد الفرنسي والغرناطي إنهما عادا.", "الغرناطي", "governed_demonym"),
        ("صدرت الترجمة الفرنسية والأوكرانية للكتاب.", "الأوكرانية", "governed_demonym"),
        ("التقى الوزير سيدي بوبكر أمس.", "سيدي بوبكر", "long_name"),
        ("التقى الوزير أحمد وأباشيري أمس.", "أباشيري", "locative"),
    ],
)
def test_a_person_or_a_language_is_left_to_the_model(
    extractor: GeoExtractor, text: str, surface: str, silent: str
) -> None:
    found = [row for row in extractor.explain(text) if row["text"] == surface]
    assert found
    assert silent not in {row["rule"] for row in found}


def test_no_preposition_stands_behind_a_preposition(extractor: GeoExtractor) -> None:
    (entity,) = extractor("وصل الوفد إلى بروسيا أمس.").entities
    assert (entity.text, entity.proclitic) == ("بروسيا", "")
    (entity,) = extractor("التقى الوفد وزيرا بروسيا أمس.").entities
    assert (entity.text, entity.proclitic) == ("روسيا", "ب")


def test_a_fixed_phrase_hides_the_name_in_it(extractor: GeoExtractor) -> None:
    assert extractor("عاد الشاعر إلى مسقط رأسه.").entities == ()
    (entity,) = extractor("عاد الشاعر إلى مسقط أمس.").entities
    assert entity.place is not None
    assert entity.place.id == "geonames:287286"


def test_a_plan_keeps_what_the_name_alone_leaves_open(extractor: GeoExtractor) -> None:
    scan = Scanner(extractor.gazetteer)
    plans = []
    for text in ("وهو", "كان", "اللبنانيون"):
        scanned = scan(text)
        plans.append(plan(NameType.of(scanned, scanned.groups[0][0])))
    behind_proclitic, alone, demonym = map(rejected_unless, plans)
    assert behind_proclitic == frozenset()
    assert alone
    assert demonym is None
    assert rejected_unless(()) is None
    assert [(rule.name, question is None) for rule, question in plans[0]] == [("never_without_trigger", True)]
    assert (plans[1][0][0].name, plans[1][0][1] is None) == ("never_without_trigger", False)
    assert (plans[2][-1][0].name, plans[2][-1][1]) == ("inflected_demonym", None)


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()])
def test_a_plan_decides_as_the_rules_one_after_another(extractor: GeoExtractor, text: str) -> None:
    scanned = Scanner(extractor.gazetteer)(text)
    for candidate in (c for group in scanned.groups for c in group if c.entry.senses):
        name = NameType.of(scanned, candidate)
        before = scanned.words[candidate.first - 1].classes if candidate.first else ""
        speaking = (
            rule
            for rule in RULES
            if (asked := rule.asks(name)) is True or (asked is not False and asked(before, scanned, candidate, {}))
        )
        expected = next(speaking, None)
        assert decide(scanned, candidate, {}) is expected
        assert first_to_speak(plan(name), scanned, candidate, {}) is expected
