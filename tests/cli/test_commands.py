"""The other commands, the program itself, and progress."""

import json
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

import geoextract
from geoextract.cli import main, progress


def test_help_names_the_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for word in ("extract", "lookup", "info", "evaluate", "train", "gazetteer", "Exit codes", "130"):
        assert word in shown


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from geoextract.cli import main; main(['--help']);"
        "print(sorted({'pydantic', 'spacy', 'torch', 'camel_tools', 'rapidfuzz'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"geoextract {geoextract.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "No such command 'nope'"),
        (["lookup"], "Missing argument "),
        (["extract", "--n-process", "two"], "Invalid value for '--n-process'"),
    ],
)
def test_a_wrong_command_line(run: Any, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert result.err.startswith(f"geoextract: {message}")
    assert result.err.count("\n") == 1


def test_a_bug_is_not_hidden(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**options: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("geoextract.cli.info.run", broken)
    with pytest.raises(ZeroDivisionError):
        run("info")


def test_ctrl_c_before_anything(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("geoextract.cli.info.run", interrupted)
    assert run("info").code == 130


def test_lookup_lists_all_meanings_with_reasons(run: Any) -> None:
    result = run("lookup", "تونس")
    assert result.code == 0
    assert result.lines[0].startswith("\u2068تونس\u2069: ")
    assert result.lines[1].split() == ["share", "id", "type", "form", "arabic", "name", "parents", "why"]
    first = result.lines[3]
    assert " TN " in first
    assert "North Africa > Africa > World" in first
    assert "weight " in first
    assert "importance " in first
    assert any("capital of TN" in line for line in result.lines)


def test_lookup_as_json_lines(run: Any) -> None:
    matches = [json.loads(line) for line in run("lookup", "العراقية", "--format", "jsonl").lines]
    assert matches[0]["place"]["id"] == "IQ"
    assert matches[0]["form"] == "demonym"
    assert matches[0]["parents"][-1] == "m49:001"
    assert sum(match["share"] for match in matches) == pytest.approx(1)


@pytest.mark.parametrize("place_id", ["IQ", "geonames:703448"])
def test_lookup_of_an_id(run: Any, place_id: str) -> None:
    [match] = run("lookup", place_id, "--format", "jsonl").lines
    assert json.loads(match)["place"]["id"] == place_id
    assert place_id in run("lookup", place_id).out


def test_lookup_of_an_unknown_id(run: Any) -> None:
    result = run("lookup", "UA-99")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "geoextract: no place has the id 'UA-99'; ids look like 'UA', 'UA-30', 'geonames:703448' or 'm49:150'\n"
    )


def test_lookup_of_a_misspelt_name_suggests(run: Any) -> None:
    pytest.importorskip("geoextract.gazetteer.fuzzy")
    result = run("lookup", "أذربيحان")
    assert result.code == 1
    assert "no place is called 'أذربيحان'; these names look like it" in result.err
    assert " AZ " in result.out


def test_lookup_of_nothing_like_a_name(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoextract.Gazetteer, "search", lambda self, name: [])
    result = run("lookup", "ظظظظظ")
    assert (result.code, result.out) == (1, "")
    assert result.err == "no place is called 'ظظظظظ'\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lookup", "العراق", "--format", "xml"], "unknown format 'xml'; choose one of table, jsonl"),
        (["lookup", "العراق", "--policy", "us"], "unknown policy 'us'; choose one of iso, un, de_facto"),
        (["lookup", "العراق", "--gazetteer", "nope.csv"], "there is no file 'nope.csv'"),
        (["info", "--format", "xml"], "unknown format 'xml'; choose one of table, jsonl"),
        (["info", "--gazetteer", "nope.csv"], "there is no file 'nope.csv'"),
        (["gazetteer", "check", "nope.csv"], "there is no file 'nope.csv'"),
    ],
)
def test_refused_with_one_sentence(run: Any, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out, result.err) == (2, "", f"geoextract: {message}\n")


def test_info(run: Any) -> None:
    facts = json.loads(run("info", "--format", "jsonl").out)
    gazetteer = geoextract.Gazetteer.load()
    assert facts["geoextract"] == geoextract.__version__
    assert facts["gazetteer_version"] == gazetteer.version
    assert sum(facts["places"].values()) == len(gazetteer)
    assert facts["packages"]["pydantic"]
    shown = run("info").out
    assert gazetteer.version in shown
    assert "country" in shown


@pytest.mark.parametrize(("findings", "code"), [([], 0), (["row 2: no id"], 1)])
def test_gazetteer_check(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, findings: list[str], code: int
) -> None:
    module: Any = types.ModuleType("geoextract.gazetteer.user")
    module.check = lambda path: findings
    monkeypatch.setitem(sys.modules, "geoextract.gazetteer.user", module)
    path = tmp_path / "places.csv"
    path.touch()
    result = run("gazetteer", "check", path)
    assert result.code == code
    assert result.lines == (findings or [f"{path}: no findings"])


@pytest.mark.parametrize(("command", "function"), [("evaluate", "evaluate_command"), ("train", "train_command")])
def test_training_commands_get_their_arguments(
    run: Any, monkeypatch: pytest.MonkeyPatch, command: str, function: str
) -> None:
    module: Any = types.ModuleType("geoextract.training.cli")
    seen: list[list[str]] = []
    setattr(module, function, seen.append)
    monkeypatch.setitem(sys.modules, "geoextract.training.cli", module)
    assert run(command, "gold.jsonl", "--limit", "3", "--help").code == 0
    assert seen == [["gold.jsonl", "--limit", "3", "--help"]]


def test_training_without_its_packages(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "geoextract.training.cli", None)
    result = run("train")
    assert result.code == 2
    assert "pip install 'geoextract-ar[train]'" in result.err


def test_progress_in_a_log(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LOG_INTERVAL", 0.0)
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "a b"}\n{"text": "c"}\n')
    result = run("extract", path, "--progress", "--format", "jsonl")
    assert result.err.splitlines()[0].startswith("1 documents, ")
    assert "words/s, 0:00:0" in result.err
    assert result.err.splitlines()[-1].startswith("2 documents, ")
    assert run("extract", path, "--no-progress", "--format", "jsonl").err == ""


def test_progress_bar_at_a_terminal(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar is drawn where stderr is a terminal and results go to a file; messages stand above it."""
    pty = pytest.importorskip("pty")
    import os

    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "a b"}\nnonsense\n{"text": "c"}\n')
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "import sys; from geoextract.cli import main; sys.exit(main())"]
    done = subprocess.run([*command, "extract", path, "-o", tmp_path / "out.jsonl"], stderr=follower, check=False)
    os.close(follower)
    shown = os.read(leader, 1 << 16).decode()
    os.close(leader)
    assert done.returncode == 1
    assert "2 documents, " in shown
    assert ":2: not JSON (Expecting value at character 1)" in shown.replace("\r\n", "")
