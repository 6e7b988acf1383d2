"""Every kind of bad file has its finding, with the line, the column, what is wrong and what would be right."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from geoextract import Gazetteer, GazetteerError
from geoextract.gazetteer.user import SHOWN, check, merge

HEADER = "action,id,type,name_en,name_ar,demonym,pattern,country,parent,latitude,longitude,population,importance"
GOOD = "add,user:good,city,Good,بلدة قرقاقا,,,SY,,,,,"


def findings(tmp_path: Path, *rows: str, header: str = HEADER, name: str = "mine.csv") -> list[str]:
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return [finding.removeprefix(str(path)) for finding in check(path)]


def add(**cells: str) -> str:
    """A CSV row that adds a place, right but for the given cells."""
    right = {"action": "add", "id": "user:x", "type": "city", "name_en": "X", "name_ar": "قرقاقا", "country": "SY"}
    return ",".join((right | cells).get(column, "") for column in HEADER.split(","))


ROWS = {
    "action": ({"action": "addd"}, "action: 'addd' does not exist; one of add, name, suppress is right"),
    "no id": ({"id": ""}, "id: is missing; the id of the place, such as user:my-place is right"),
    "id": ({"id": "User X"}, "id: 'User X' is no id; ids look like UA, UA-30, geonames:703448"),
    "known id": ({"id": "UA"}, "id: the place 'UA' is known; action name gives it further names"),
    "no type": ({"type": ""}, "type: is missing; one of country, territory, admin1"),
    "type": ({"type": "town"}, "type: 'town' does not exist; one of country, territory, admin1"),
    "no English name": ({"name_en": ""}, "name_en: is missing; an English name is right"),
    "no Arabic name": ({"name_ar": ""}, "name_ar: is missing; an Arabic name is right, or a demonym"),
    "Persian ya": (
        {"name_ar": "ای" + "ران"},
        "name_ar: 'ا\u06ccران' has U+06CC (ARABIC LETTER FARSI YEH); \u064a (U+064A) is right",
    ),
    "Persian kaf": ({"name_ar": "\u06a9رك"}, "has U+06A9 (ARABIC LETTER KEHEH); \u0643 (U+0643) is right"),
    "gaf": ({"name_ar": "\u06afرگان"}, "has U+06AF (ARABIC LETTER GAF)"),
    "tatweel": ({"name_ar": "قر\u0640قاقا"}, "has U+0640 (ARABIC TATWEEL); leave it out"),
    "presentation form": (
        {"name_ar": "قرقا\ufed7ا"},
        "has U+FED7 (ARABIC LETTER QAF INITIAL FORM); \u0642 (U+0642) is right",
    ),
    "Latin": ({"name_ar": "قرX"}, "has U+0058 (LATIN CAPITAL LETTER X); an Arabic name has only Arabic letters"),
    "comma": ({"name_ar": "قرقاقا،حلب"}, "has U+060C (ARABIC COMMA); an Arabic name has only Arabic letters"),
    "mark of direction": ({"name_ar": "\u200fقرقاقا"}, "has a character that does not print; leave it out"),
    "blank at an end": ({"name_ar": "قرقاقا "}, "has white space at an end or twice in a row; single blanks"),
    "two blanks": ({"name_ar": "قر  قاقا"}, "has white space at an end or twice in a row; single blanks"),
    "one letter": ({"name_ar": "ق"}, "is too short; a name has at least 2 Arabic letters"),
    "digits": ({"name_ar": "123"}, "is too short; a name has at least 2 Arabic letters"),
    "empty alternative": ({"name_ar": "قرقاقا||حلب"}, "has an empty name; alternatives stand between single |"),
    "demonym": ({"demonym": "قرقاق"}, "demonym: 'قرقاق': a head of pattern 'nisba' ends in ya; give a fitting head"),
    "words": ({"demonym": "قر قاقي", "pattern": "nisba"}, "'nisba' has 1 word(s), not 2; give a fitting head"),
    "pattern": ({"demonym": "قرقاقي", "pattern": "x"}, "pattern: 'x' does not exist; one of nisba, both, second, none"),
    "idle pattern": ({"pattern": "nisba"}, "pattern: there is no demonym that it could belong to; leave it empty"),
    "country": ({"country": "ZZ"}, "country: 'ZZ' is no country; an ISO 3166-1 code such as SY is right"),
    "no country": ({"country": "SY-HL"}, "country: 'SY-HL' is no country; an ISO 3166-1 code"),
    "country form": ({"country": "Syria"}, "country: 'Syria' is no id; ids look like UA"),
    "parent": ({"parent": "SY-ZZ"}, "parent: no place has the id 'SY-ZZ'; give the id of a known or added place"),
    "own parent": ({"parent": "user:x"}, "parent: 'user:x' lies in 'user:x' itself; give a place that contains it"),
    "foreign parent": (
        {"parent": "EG"},
        "country: SY is not the country of the parent EG; EG or another parent is right",
    ),
    "latitude": ({"latitude": "91", "longitude": "0"}, "latitude: '91' is out of range; -90 to 90 is right"),
    "longitude": (
        {"latitude": "9", "longitude": "-180.1"},
        "longitude: '-180.1' is out of range; -180 to 180 is right",
    ),
    "half": ({"latitude": "9"}, "longitude: is missing; latitude and longitude go together"),
    "other half": ({"longitude": "9"}, "latitude: is missing; latitude and longitude go together"),
    "degrees": ({"latitude": "36°N", "longitude": "9"}, "latitude: '36°N' is not right here; a number such as 36.2 is"),
    "nan": ({"latitude": "nan", "longitude": "9"}, "latitude: 'nan' is not right here; a number such as 36.2 is"),
    "population": ({"population": "many"}, "population: 'many' is not right here; a whole number such as 52000 is"),
    "part": ({"population": "5.5"}, "population: '5.5' is not right here; a whole number such as 52000 is"),
    "negative": ({"population": "-1"}, "population: '-1' is out of range; 0 or more is right"),
    "importance": ({"importance": "11"}, "importance: '11' is out of range; 0 to 10 is right"),
}


@pytest.mark.parametrize("what", ROWS)
def test_a_bad_cell(tmp_path: Path, what: str) -> None:
    cells, expected = ROWS[what]
    found = findings(tmp_path, GOOD, add(**cells))
    assert len(found) == 1
    assert found[0].startswith(":3: ")
    assert expected in found[0]


def test_the_row_without_changes_is_good(tmp_path: Path) -> None:
    assert findings(tmp_path, GOOD, add()) == []


def test_columns_without_use(tmp_path: Path) -> None:
    rows = ["name,UA,city,,قرقاقا,,,,,,,,", "suppress,,,,باريس,,,,,,,,5"]
    assert findings(tmp_path, *rows) == [
        ":2: type: has no use with the action name; leave it empty",
        ":3: importance: has no use with the action suppress; leave it empty",
    ]


def test_unknown_ids(tmp_path: Path) -> None:
    wrong = "id: no place has the id 'geonames:1'; give the id of a known or added place"
    rows = ["name,geonames:1,,,قرقاقا,,,,,,,,", "suppress,geonames:1,,,باريس,,,,,,,,", "name,,,,قرقاقا,,,,,,,,"]
    found = findings(tmp_path, *rows)
    assert found[:2] == [f":2: {wrong}", f":3: {wrong}"]
    assert found[2].startswith(":4: id: is missing;")


def test_nothing_to_suppress(tmp_path: Path) -> None:
    assert findings(tmp_path, "suppress,,,,قوقاقاقا,,,,,,,,", "suppress,UA,,,باريس,,,,,,,,") == [
        ":2: name_ar: 'قوقاقاقا' is no name, nothing is there to suppress; mend the spelling",
        ":3: name_ar: 'باريس' is no name of UA, nothing is there to suppress; mend the spelling",
    ]


def test_repeated_rows(tmp_path: Path) -> None:
    name = "name,UA,,,قرقاقا,,,,,,,,"
    assert findings(tmp_path, GOOD, name, GOOD, name) == [
        ":4: id: line 2 adds 'user:good' already; leave one out or give another id",
        ":5: name_ar: 'قرقاقا' repeats line 3; leave one out",
    ]


def test_a_circle_of_parents(tmp_path: Path) -> None:
    found = findings(tmp_path, add(id="user:a", parent="user:b"), add(id="user:b", parent="user:a"))
    assert [finding.split(";")[0] for finding in found] == [
        ":2: parent: 'user:b' lies in 'user:a' itself",
        ":3: parent: 'user:a' lies in 'user:b' itself",
    ]


def test_bad_headers(tmp_path: Path) -> None:
    assert findings(tmp_path, "user:x,5", header="id,colour")[0].startswith(
        ":1: colour: there is no such column; the columns are action, id, type, name_en"
    )
    assert findings(tmp_path, "user:x,user:y", header="id,id") == [":1: id: the column is there twice; leave one out"]
    assert findings(tmp_path, header="user:x,city,حلب")[0].startswith(
        ":1: the header is missing; the first line names the columns"
    )
    assert ":1: (empty): there is no such column" in findings(tmp_path, "a,b", header="id,")[0]


def test_rows_of_another_width(tmp_path: Path) -> None:
    assert findings(tmp_path, GOOD, "add,user:x") == [":3: the row has 2 cells; 13 are right, as in the header"]
    tabs = findings(tmp_path, "user:x\tcity\tY", header="id\ttype", name="mine.tsv")
    assert tabs == [":2: the row has 3 cells; 2 are right, as in the header"]


def test_broken_quotes(tmp_path: Path) -> None:
    found = findings(tmp_path, GOOD, 'add,"user:x')
    assert found == [
        ":3: the row is not CSV (unexpected end of data); cells with commas or quotes stand in double quotes"
    ]


@pytest.mark.parametrize("name", ["mine.csv", "mine.tsv", "mine.jsonl"])
@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_empty_files(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert check(path)[0].startswith(f"{path}: the file has no rows; the columns are action, id")


def test_a_header_without_rows(tmp_path: Path) -> None:
    assert findings(tmp_path)[0].startswith(": the file has no rows")


@pytest.mark.parametrize(("name", "suffix"), [("mine.xlsx", ".xlsx"), ("mine", ""), ("mine.zip.gz", ".zip")])
def test_a_wrong_extension(tmp_path: Path, name: str, suffix: str) -> None:
    known = "one of .csv, .tsv, .jsonl, .ndjson is right, also with .gz behind it"
    assert findings(tmp_path, GOOD, name=name) == [f": the extension {suffix!r} is unknown; {known}"]


def test_unreadable_files(tmp_path: Path) -> None:
    missing = tmp_path / "none.csv"
    wanted = "give the path of an existing file"
    assert check(missing) == [f"{missing}: the file cannot be read (No such file or directory); {wanted}"]
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert check(folder) == [f"{folder}: the file cannot be read (Is a directory); {wanted}"]


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("cp1256"))
    assert check(path) == [f"{path}:2: byte 0xC8 is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("data", [b"plain", gzip.compress(b"x" * 1000)[:-9], b""])
def test_not_gzip(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.csv.gz"
    path.write_bytes(data)
    assert len(check(path)) == 1


JSON = {
    "[1]": ':1: the line is no JSON object; one like {"id": "user:x", ...} on one line is right',
    "{": ":1: the line is no JSON object",
    "[" * 100_000: ":1: the line is no JSON object",
    '{"colour": 1}': ":1: colour: there is no such column; the columns are action, id",
    '{"id": "user:x", "id": "user:y"}': ":1: id: the column is there twice; leave one out",
    '{"action": 5}': ":1: action: 5 does not exist; one of add, name, suppress is right",
    '{"action": "name", "id": 5, "name_ar": "قرقاقا"}': ":1: id: 5 is no text; text is right",
    '{"action": "name", "id": "UA", "name_ar": 5}': ":1: name_ar: 5 is no text; text is right",
    '{"action": "name", "id": "UA", "name_ar": ["قرقاقا|حلب"]}': "has the separator |; give one name in each item",
    '{"action": "name", "id": "UA", "name_ar": "قرقاقا", "importance": true}': "importance: True is not right here",
    '{"action": "name", "id": "UA", "name_ar": "قرقاقا", "importance": NaN}': "importance: nan is not right here",
    '{"action": "name", "id": "UA", "name_ar": "قرقاقا", "importance": [5]}': "importance: [5] is not right here",
    '{"action": "name", "id": "UA", "name_ar": "قرقاقا", "importance": 1e999}': "importance: inf is not right here",
}


@pytest.mark.parametrize("line", JSON, ids=range(len(JSON)))
def test_bad_json(tmp_path: Path, line: str) -> None:
    found = findings(tmp_path, header=line, name="mine.jsonl")
    assert len(found) == 1
    assert JSON[line] in found[0]


def test_a_json_population_is_whole(tmp_path: Path) -> None:
    row = '{"id": "user:x", "type": "city", "name_en": "X", "name_ar": "قرقاقا", "population": %s}'
    assert findings(tmp_path, header=row % "5.0", name="mine.jsonl") == []
    assert "population: 5.5 is not right here" in findings(tmp_path, header=row % "5.5", name="mine.jsonl")[0]


def test_all_findings_of_a_row_and_of_all_rows(tmp_path: Path) -> None:
    found = findings(tmp_path, add(type="town", population="x"), GOOD, add(id="", name_en=""))
    assert [finding.split(":")[1] for finding in found] == ["2", "2", "4", "4"]


def test_the_error_lists_the_first_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join([HEADER, GOOD, *[add(type="town")] * 12]), encoding="utf-8")
    packaged = Gazetteer.load()
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.load(extra=[path])
    lines = str(caught.value).split("\n")
    assert lines[0] == f"12 findings in {path}, nothing is merged:"
    assert lines[1:-1] == check(path)[:SHOWN]
    assert lines[-1] == "... and 2 more"
    assert "user:good" not in packaged


def test_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    with pytest.raises(
        GazetteerError, match=r"1 finding in .*none.csv, nothing is merged:\n.*cannot be read"
    ) as caught:
        merge(Gazetteer.load(), path)
    assert "more" not in str(caught.value)
