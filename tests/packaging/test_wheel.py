"""The installed wheel, not the tree, does the main job."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("build", reason="needs the dev extra")

ROOT = Path(__file__).parents[2]
MAX_BYTES = 15 * 1024 * 1024
TEXT = "وصل الرئيس الأوكراني إلى بغداد."


def run(command: list[str], folder: Path, given: str = "") -> str:
    """Run a command in a folder and return its output."""
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)], ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; the dependencies come from the outer one, the tree does not."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], home).strip())
    outer = Path(sysconfig.get_path("purelib"))
    run([sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)], home)
    (site / "outer.pth").write_text(f"{outer}\n", encoding="utf-8")  # a path only: .pth files found there are not read
    return home


def test_the_wheel_is_small_and_complete(wheel: Path) -> None:
    assert wheel.stat().st_size <= MAX_BYTES
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"geoextract/data/{name}.bin" for name in ("gazetteer", "latin", "model")}
    assert data | {"geoextract/py.typed"} <= names
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names}
    modules = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src" / "geoextract").rglob("*.py")}
    assert modules <= names
    assert not [name for name in names if name.startswith(("tests/", "gazetteer/"))]


def test_it_is_the_wheel_that_is_imported(installed: Path, tmp_path: Path) -> None:
    place = run([str(installed / "bin" / "python"), "-c", "import geoextract; print(geoextract.__file__)"], tmp_path)
    assert Path(place.strip()).is_relative_to(installed)


def test_extract(installed: Path, tmp_path: Path) -> None:
    code = f"import geoextract; print(geoextract.extract({TEXT!a}).model_dump_json())"
    result = json.loads(run([str(installed / "bin" / "python"), "-c", code], tmp_path))
    assert [entity["place"]["id"] for entity in result["entities"]] == ["UA", "geonames:98182"]


def test_command_line(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "bin" / "geoextract"), "extract", "--format", "jsonl", "-"]
    (line,) = run(command, tmp_path, given=TEXT).splitlines()
    assert [entity["text"] for entity in json.loads(line)["entities"]] == ["الأوكراني", "بغداد"]
